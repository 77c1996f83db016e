package io.tradebus.core.driver.sender;

import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.event.SenderEvents;
import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.exchange.SenderRequests;
import io.tradebus.core.driver.media.PortPoller;
import io.tradebus.core.idle.Bell;
import java.util.function.Consumer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * What the sender works with.
 *
 * @param clocks how it learns the time
 * @param counters of the driver
 * @param rejected counts datagrams that are dropped
 * @param requests what it is asked
 * @param conductor what it tells
 * @param bell rung by publishers in this process when the sender sleeps
 * @param poller for its ports; the sender's from now on
 * @param cycleTimes watches how long its cycles take, and has begun to
 * @param settings numbers
 * @param problems who hears of what goes wrong
 * @param events sees what it does
 */
public record SenderContext(
        Clocks clocks,
        SystemCounters counters,
        RejectedDatagrams rejected,
        Mailbox<SenderRequests> requests,
        Mailbox<ConductorRequests> conductor,
        Bell bell,
        PortPoller poller,
        CycleTimes cycleTimes,
        SenderSettings settings,
        Problems problems,
        SenderEvents events) {
    /**
     * How the sender learns the time.
     *
     * @param nanoClock read once each cycle
     * @param epochClock milliseconds since the epoch; read for each status message, so it should be a cached one
     * @param wallClock nanoseconds since the epoch; read for each datagram of channels that ask for it
     */
    public record Clocks(NanoClock nanoClock, EpochClock epochClock, EpochNanoClock wallClock) {}

    /**
     * Who hears of what goes wrong. Both are called by the sender's thread.
     *
     * @param errors what a stream or an endpoint threw; the others go on
     * @param warnings what somebody may want to know
     */
    public record Problems(ErrorHandler errors, Consumer<String> warnings) {}
}
