package io.tradebus.spring.listener;

import io.tradebus.core.runtime.MessageHandler;

/**
 * Puts something around the messages of the handler of a listener, such as a measurement. Asked each time a listener starts; whoever has
 * nothing to do returns the handler as it is, so that its messages cost nothing more. What a filter keeps back does not
 * get here, and neither do the ends of batches and sessions, which go to the handler itself, nor messages that come again
 * only because their results had no room.
 */
@FunctionalInterface
public interface HandlerDecorator {
    /**
     * Decorates a handler, which is called by one thread.
     *
     * @param endpoint the listener
     * @return {@code handler} itself when there is nothing to do
     */
    MessageHandler decorate(BusListenerEndpoint endpoint, MessageHandler handler);
}
