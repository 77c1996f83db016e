package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.Stirring;

/** What all endpoints and images of the receiver use. */
record ReceiverTools(ReceiverContext context, CycleClock clock, ReceiverCounters counters, Stirring stirring) {
    static ReceiverTools of(ReceiverContext context) {
        return new ReceiverTools(
                context,
                new CycleClock(context.clocks()),
                ReceiverCounters.of(context.counters()),
                new Stirring(context.conductor(), Stirring.Notice.IMAGES));
    }
}
