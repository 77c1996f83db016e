package io.tradebus.spring.autoconfigure.metrics;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import org.agrona.DirectBuffer;

/** Times one of so many messages. Runs on the listener's thread; a message that is not timed costs one subtraction. */
final class TimedHandler implements MessageHandler {
    private final MessageHandler handler;
    private final int interval;
    private final HandlerTimers timers;
    private int untilNext = 1;

    /** @param interval messages from one that is timed to the next, at least 1 */
    TimedHandler(MessageHandler handler, int interval, HandlerTimers timers) {
        this.handler = handler;
        this.interval = interval;
        this.timers = timers;
    }

    @Override
    public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        if (--untilNext > 0) {
            return handler.onMessage(buffer, offset, length, header);
        }
        untilNext = interval;
        return timed(buffer, offset, length, header);
    }

    private BusAction timed(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        long beganNs = timers.nowNs();
        try {
            BusAction action = handler.onMessage(buffer, offset, length, header);
            timers.onReturned(header.stream(), action, timers.nowNs() - beganNs);
            return action;
        } catch (Exception | Error e) {
            timers.onFailed(header.stream(), e, timers.nowNs() - beganNs);
            throw e;
        }
    }
}
