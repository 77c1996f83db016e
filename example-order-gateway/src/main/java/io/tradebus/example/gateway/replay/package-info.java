/** A file of orders, sent and counted. Runs on the main thread after the start. Start at
 * {@link io.tradebus.example.gateway.replay.ReplayRunner}. */
@NullMarked
package io.tradebus.example.gateway.replay;

import org.jspecify.annotations.NullMarked;
