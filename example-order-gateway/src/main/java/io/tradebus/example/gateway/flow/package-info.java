/** Orders out, decisions in, and who is at the other end. Orders come from any thread, decisions on the listener's thread, and
 * {@link io.tradebus.example.gateway.flow.RiskPeer} is looked after by Spring's scheduler. Start at
 * {@link io.tradebus.example.gateway.flow.OrderFlow}. */
@NullMarked
package io.tradebus.example.gateway.flow;

import org.jspecify.annotations.NullMarked;
