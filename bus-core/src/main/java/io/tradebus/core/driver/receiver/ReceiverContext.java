package io.tradebus.core.driver.receiver;

import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.event.ReceiverEvents;
import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.media.PortPoller;
import io.tradebus.core.files.LossReport;
import io.tradebus.core.idle.Wakeups;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * What the receiver works with.
 *
 * @param clocks how it learns the time
 * @param counters of the driver
 * @param rejected counts datagrams that are dropped
 * @param requests what it is asked
 * @param conductor what it tells
 * @param poller for its ports; the receiver's from now on
 * @param lossReport where losses are written, by the receiver alone; closed by who made it
 * @param cycleTimes watches how long its cycles take, and has begun to
 * @param settings numbers
 * @param errors hears what an image or an endpoint threw, on the receiver's thread; the others go on
 * @param events sees what it does
 * @param wakeups by which those who read streams are woken
 */
public record ReceiverContext(
        Clocks clocks,
        SystemCounters counters,
        RejectedDatagrams rejected,
        Mailbox<ReceiverRequests> requests,
        Mailbox<ConductorRequests> conductor,
        PortPoller poller,
        LossReport lossReport,
        CycleTimes cycleTimes,
        ReceiverSettings settings,
        ErrorHandler errors,
        ReceiverEvents events,
        Wakeups wakeups) {
    /**
     * How the receiver learns the time.
     *
     * @param nanoClock read once each cycle
     * @param epochClock milliseconds since the epoch; read in each cycle in which something arrives, so it should be a
     *     cached one
     * @param wallClock nanoseconds since the epoch; read for each datagram of channels that ask for it
     */
    public record Clocks(NanoClock nanoClock, EpochClock epochClock, EpochNanoClock wallClock) {}
}
