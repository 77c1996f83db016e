package io.tradebus.core.driver.receiver;

/** What all endpoints and images of the receiver use. */
record ReceiverTools(ReceiverContext context, CycleClock clock, ReceiverCounters counters) {
    static ReceiverTools of(ReceiverContext context) {
        return new ReceiverTools(context, new CycleClock(context.clocks()), ReceiverCounters.of(context.counters()));
    }
}
