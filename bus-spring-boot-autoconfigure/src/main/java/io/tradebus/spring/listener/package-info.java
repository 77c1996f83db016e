/**
 * Receiving: what a listener is, the states it goes through, and what happens when it fails.
 *
 * <p>Each {@link io.tradebus.spring.listener.AgentGroup} has one thread on which the messages of its listeners are
 * handled; everything an operator does is called from any thread. Start reading at
 * {@link io.tradebus.spring.listener.ListenerContainer}, then {@link io.tradebus.spring.listener.InvokerFactory}.
 */
@NullMarked
package io.tradebus.spring.listener;

import org.jspecify.annotations.NullMarked;
