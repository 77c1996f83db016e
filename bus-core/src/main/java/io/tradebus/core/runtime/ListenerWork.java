package io.tradebus.core.runtime;

/**
 * What one agent of a listener works with; used by no other agent, so neither part needs to be safe for several threads.
 *
 * @param handler takes the messages
 * @param failures decides about messages that cannot be handled
 */
public record ListenerWork(MessageHandler handler, FailureHandler failures) {}
