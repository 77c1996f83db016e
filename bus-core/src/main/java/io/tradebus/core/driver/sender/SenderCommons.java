package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.Stirring;

/**
 * What all endpoints and streams of one sender share.
 *
 * @param time as of the beginning of the cycle
 * @param tally of what the ports take
 * @param budget of what streams may send in one cycle
 * @param heartbeats those of one cycle that leave together
 * @param stirring tells the conductor of streams that move again
 */
record SenderCommons(
        SenderContext context,
        SenderCounters counters,
        CycleTime time,
        SendTally tally,
        SendBudget budget,
        HeartbeatRun heartbeats,
        Stirring stirring) {
    static SenderCommons of(SenderContext context) {
        SenderCounters counters = SenderCounters.of(context.counters());
        return new SenderCommons(
                context,
                counters,
                new CycleTime(),
                SendTally.of(context.counters()),
                new SendBudget(context.settings().maxMessagesPerSend()),
                new HeartbeatRun(counters.heartbeatsSent(), context.problems().errors()),
                new Stirring(context.conductor(), Stirring.Notice.PUBLICATIONS));
    }
}
