package io.tradebus.spring.autoconfigure.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.ConnectionDiagnosis.Reason;
import io.tradebus.core.runtime.DriverError;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.ReplyCounts;
import io.tradebus.core.runtime.StreamLoss;
import io.tradebus.spring.autoconfigure.preflight.HostFinding;
import io.tradebus.spring.autoconfigure.preflight.HostFinding.Subject;
import io.tradebus.spring.listener.ListenerState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which facts lead to which sentences, and to which advice. */
class ExplanationTest {
    @ParameterizedTest
    @MethodSource
    void explainsStreams(StreamFacts stream, DriverFacts driver, String expected) {
        assertThat(text(BusExplainer.findings(stream, driver))).isEqualTo(expected);
    }

    static Stream<Arguments> explainsStreams() {
        PublicationFacts remote = Facts.publication(Facts.WINDOW, PublicationView.REMOTE);
        ListenerFacts lossy = Facts.receiving(null, Facts.session(3, 2_816));
        StreamFacts asked = Facts.counting(
                Facts.published(Facts.sent(Facts.publication(0, null), Facts.sender(81_920, 90_112, 2))),
                Count.naksReceived("orders"),
                2);
        return Stream.of(
                // ---- nothing is wrong
                arguments(
                        Facts.published(Facts.publication(328, "risk"), Facts.listener(ListenerState.RUNNING)),
                        Facts.driver(),
                        """
                        well: orders is well: its subscribers take what is published, with 1 % of the window in use
                        """),
                arguments(Facts.received(Facts.receiving(null, Facts.session(0, 0))), Facts.driver(), """
                        well: orders is well: listener risk reads 1 session and is 1024 bytes behind
                        """),
                // What was paused or stopped on purpose is as it should be.
                arguments(
                        Facts.published(
                                Facts.publication(0, null),
                                Facts.listener(ListenerState.STOPPED, ListenerState.STOPPED)),
                        Facts.driver(),
                        """
                        well: orders is well: its subscribers take what is published, with 0 % of the window in use
                        """),
                arguments(
                        Facts.received(Facts.listener(ListenerState.DETACHED, ListenerState.DETACHED)),
                        Facts.driver(),
                        """
                        well: orders is neither published nor listened to by this application at the moment
                        """),
                // ---- not connected
                arguments(Facts.published(Facts.notConnected(Reason.NOT_ANSWERED)), Facts.driver(), """
                        not-connected: orders has no subscriber: nobody answers
                          -> bus.streams.orders.channel
                          -> bus.streams.orders.interface
                        """),
                arguments(Facts.received(Facts.receiving(Reason.OTHER_STREAMS)), Facts.driver(), """
                        not-connected: listener risk has no publisher of orders: nothing was heard
                          -> bus.streams.orders.stream-id
                          -> bus.streams.orders.channel
                        """),
                // ---- requests
                arguments(Facts.asked(true, null, Facts.counts(0, 0, 1, 0, 0)), Facts.driver(), """
                        well: orders is well: its responder replies, and 1 request waits
                        """),
                arguments(Facts.asked(false, null, Facts.counts(0, 0, 0, 0, 0)), Facts.driver(), """
                        requests: nobody replies to requests of orders, so that they are rejected: there is no \
                        responder, or it replies elsewhere
                          -> bus.streams.orders.channel
                          -> bus.streams.orders.stream-id
                          -> bus.streams.orders.request.reply-stream-id
                          -> bus.streams.orders.request.reply-control
                        """),
                arguments(Facts.asked(false, "no such address", Facts.refused()), Facts.driver(), """
                        requests: nobody can ask by orders: no such address
                          -> bus.streams.orders.channel
                          -> bus.streams.orders.request.reply-control
                        """),
                arguments(Facts.longAgo(Facts.asked(false, "no such address", Facts.refused())), Facts.driver(), """
                        requests: nobody replies to requests of orders, so that they are rejected: there is no \
                        responder, or it replies elsewhere
                          -> bus.streams.orders.channel
                          -> bus.streams.orders.stream-id
                          -> bus.streams.orders.request.reply-stream-id
                          -> bus.streams.orders.request.reply-control
                        """),
                arguments(Facts.asked(true, null, Facts.counts(0, 0, 8, 0, 0)), Facts.driver(), """
                        requests: as many requests to orders wait for their replies as may be (8), so that others are \
                        rejected
                          -> bus.streams.orders.request.max-in-flight
                          -> bus.streams.orders.request.timeout
                        """),
                arguments(Facts.asked(true, null, Facts.counts(5, 2, 0, 1, 1)), Facts.driver(), """
                        requests: 5 requests to orders of 100 had no reply in time in the last 5 minutes, and 1 reply came \
                        after the end of their requests: the responder is slow, fails, or does not reply
                          -> bus.streams.orders.request.timeout
                        requests: 2 requests to orders of 100 ended in the last 5 minutes with a responder that went away or \
                        began anew
                        requests: 1 reply of orders in the last 5 minutes came to nothing that was asked: the responder \
                        must send the reserved value of a request back with its reply
                        """),
                arguments(
                        Facts.counting(
                                Facts.asked(true, null, Facts.counts(5, 0, 0, 0, 0)),
                                ExchangeCounts.timedOut("orders"),
                                5),
                        Facts.driver(),
                        """
                        requests: 5 requests to orders had no reply in time in the last 5 minutes, and 0 replies came \
                        after the end of their requests: the responder is slow, fails, or does not reply
                          -> bus.streams.orders.request.timeout
                        """),
                arguments(
                        Facts.counting(
                                Facts.asked(true, null, Facts.counts(0, 2, 0, 0, 0)), ExchangeCounts.lost("orders"), 2),
                        Facts.driver(),
                        """
                        requests: 2 requests to orders ended in the last 5 minutes with a responder that went away or began \
                        anew
                        """),
                arguments(Facts.longAgo(Facts.asked(true, null, Facts.counts(5, 2, 1, 1, 1))), Facts.driver(), """
                        well: orders is well: its responder replies, and 1 request waits
                        """),
                arguments(Facts.replying(new ReplyCounts(9, 2, 1, "no such address")), Facts.driver(), """
                        requests: the driver has refused once in the last 5 minutes what listener risk replies by, the last \
                        time since no such address
                          -> bus.streams.orders.request.reply-control
                          -> bus.streams.orders.request.reply-stream-id
                        requests: 2 replies of listener risk in the last 5 minutes went to nobody: who asked had gone, or \
                        has sent messages that are no requests
                        """),
                arguments(
                        Facts.longAgo(Facts.replying(new ReplyCounts(9, 2, 1, "no such address"))),
                        Facts.driver(),
                        """
                        well: orders is neither published nor listened to by this application at the moment
                        """),
                // ---- listeners
                arguments(Facts.received(Facts.listener(ListenerState.HALTED)), Facts.driver(), """
                        listener: listener risk is halted at position 80896 of orders, session 1433, since 5 s \
                        (4 attempts): java.lang.IllegalStateException: unknown account
                          -> POST /actuator/bus/orders listener=risk action=retry, skip or detach
                          -> bus.listeners.risk.on-error
                        """),
                arguments(Facts.received(Facts.listener(ListenerState.RETRYING)), Facts.driver(), """
                        listener: listener risk tries a message again at position 80896 of orders, session 1433, \
                        since 5 s (4 attempts): java.lang.IllegalStateException: unknown account
                          -> bus.listeners.risk.retry.max-attempts
                          -> bus.listeners.risk.on-error
                        """),
                arguments(Facts.received(Facts.listener(ListenerState.DETACHED)), Facts.driver(), """
                        listener: listener risk was detached; what is published since is lost for it
                          -> POST /actuator/bus/orders listener=risk action=start
                          -> bus.listeners.risk.on-error
                        """),
                arguments(Facts.received(Facts.listener(ListenerState.STOPPED)), Facts.driver(), """
                        listener: listener risk is stopped, although it is meant to run
                          -> POST /actuator/bus/orders listener=risk action=start
                        """),
                // ---- throttled
                arguments(
                        Facts.published(Facts.publication(Facts.WINDOW, "risk"), Facts.listener(ListenerState.RUNNING)),
                        Facts.driver(),
                        """
                        throttled: orders is held back by listener risk, which handles messages more slowly than they \
                        are published
                          -> bus.listeners.risk.idle-strategy
                          -> bus.streams.orders.term-length
                        """),
                arguments(
                        Facts.published(
                                Facts.publication(30_000, "risk"),
                                Facts.sharing(Facts.listener(ListenerState.RUNNING))),
                        Facts.driver(),
                        """
                        throttled: orders is about to be held back by listener risk, which handles messages more \
                        slowly than they are published, on thread bus-shared, which it shares
                          -> bus.listeners.risk.agent
                          -> bus.streams.orders.term-length
                        """),
                arguments(
                        Facts.published(
                                Facts.publication(Facts.WINDOW, "risk"),
                                Facts.listener(ListenerState.PAUSED, ListenerState.PAUSED)),
                        Facts.driver(),
                        """
                        throttled: orders is held back by listener risk, which is paused on purpose and keeps its \
                        subscription
                          -> POST /actuator/bus/orders listener=risk action=resume
                        """),
                arguments(
                        Facts.published(Facts.publication(Facts.WINDOW, "risk"), Facts.listener(ListenerState.HALTED)),
                        Facts.driver(),
                        """
                        listener: listener risk is halted at position 80896 of orders, session 1433, since 5 s \
                        (4 attempts): java.lang.IllegalStateException: unknown account
                          -> POST /actuator/bus/orders listener=risk action=retry, skip or detach
                          -> bus.listeners.risk.on-error
                        throttled: orders is held back by listener risk, which is halted at position 80896 since 5 s
                          -> POST /actuator/bus/orders listener=risk action=retry, skip or detach
                          -> bus.listeners.risk.on-error
                        """),
                arguments(
                        Facts.published(
                                Facts.publication(Facts.WINDOW, "risk"), Facts.listener(ListenerState.RETRYING)),
                        Facts.driver(),
                        """
                        listener: listener risk tries a message again at position 80896 of orders, session 1433, \
                        since 5 s (4 attempts): java.lang.IllegalStateException: unknown account
                          -> bus.listeners.risk.retry.max-attempts
                          -> bus.listeners.risk.on-error
                        throttled: orders is held back by listener risk, which tries the same message again since 5 s, \
                        attempt 4
                          -> POST /actuator/bus/orders listener=risk action=skip or detach
                          -> bus.listeners.risk.retry.max-attempts
                          -> bus.listeners.risk.on-error
                        """),
                arguments(Facts.published(remote), Facts.driver(), """
                        throttled: orders is held back by a subscriber of another program on this host, which does not \
                        keep up
                          -> bus.streams.orders.term-length
                          -> bus.streams.orders.tether
                        """),
                arguments(Facts.published(Facts.publication(Facts.WINDOW, PublicationView.LOCAL)), Facts.driver(), """
                        throttled: orders is held back by a subscription of this application that belongs to no \
                        listener: whoever made it with the runtime does not poll it fast enough, or does not close it
                        """),
                arguments(Facts.published(Facts.sent(remote, Facts.sender(49_152, 49_152, 0))), Facts.driver(), """
                        throttled: orders is held back by receivers over the network, which take no more than position \
                        49152 (2 receivers of flow control)
                          -> bus.streams.orders.flow-control
                          -> bus.streams.orders.receiver-window of the receivers
                        """),
                arguments(Facts.published(Facts.sent(remote, Facts.sender(49_152, 65_536, 0))), Facts.driver(), """
                        throttled: orders is held back by the driver's sender: receivers would take 16 KB more than it \
                        has sent
                          -> bus.driver.threading
                          -> bus.driver.sender.idle-strategy
                          -> bus.driver.socket.send-buffer
                        """),
                // ---- loss
                arguments(Facts.received(lossy, Facts.loss()), Facts.driver(), """
                        loss: datagrams of orders from 10.0.0.1:51234 get lost on their way to listener risk: 7040 \
                        bytes in 5 losses, 2816 bytes wait behind a gap now; nothing of this host accounts for it, so \
                        they are lost in the network in between
                        """),
                arguments(
                        Facts.received(Facts.receiving(null, Facts.session(3, 0)), Facts.loss()),
                        Facts.counting(Count.RECEIVE_DROPS, 7),
                        """
                        loss: datagrams of orders from 10.0.0.1:51234 get lost on their way to listener risk: 7040 \
                        bytes in 5 losses, nothing is missing now; this system has dropped 7 datagrams in the last 5 \
                        minutes because a receive buffer was full
                          -> bus.driver.socket.receive-buffer
                          -> sysctl net.core.rmem_max
                        """),
                arguments(Facts.received(lossy), Facts.counting(SystemCounter.FLOW_CONTROL_OVER_RUNS, 1), """
                        loss: datagrams of orders from 10.0.0.1:51234 get lost on their way to listener risk, 2816 \
                        bytes wait behind a gap now; 1 datagram of any stream from above the window had to be \
                        dropped in the last 5 minutes, which happens when the publisher waits for the fastest receiver only
                          -> bus.streams.orders.flow-control of the publisher
                          -> bus.streams.orders.receiver-window
                        """),
                arguments(Facts.received(lossy), Facts.counting(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED, 2), """
                        loss: datagrams of orders from 10.0.0.1:51234 get lost on their way to listener risk, 2816 \
                        bytes wait behind a gap now; the driver's receiver was held up 2 times in the last \
                        5 minutes
                          -> bus.driver.threading
                          -> bus.driver.receiver.idle-strategy
                        """),
                arguments(asked, Facts.driver(), """
                        loss: receivers of orders have asked 2 times in the last 5 minutes for datagrams that were lost; \
                        this host has sent everything, so they are lost in the network or by the receivers' hosts
                          -> bus.driver.socket.receive-buffer of the receivers' hosts
                        """),
                arguments(asked, Facts.counting(SystemCounter.SHORT_SENDS, 3), """
                        loss: receivers of orders have asked 2 times in the last 5 minutes for datagrams that were lost; \
                        this system did not take 3 sends of the driver
                          -> bus.driver.socket.send-buffer
                          -> sysctl net.core.wmem_max
                        """));
    }

    @ParameterizedTest
    @MethodSource
    void explainsWhatWasGivenUp(StreamFacts stream, String expected) {
        assertThat(text(BusExplainer.findings(stream, Facts.driver()))).isEqualTo(expected);
    }

    static Stream<Arguments> explainsWhatWasGivenUp() {
        StreamFacts stream = Facts.published(Facts.publication(328, "risk"), Facts.listener(ListenerState.RUNNING));
        return Stream.of(
                arguments(Facts.published(Facts.exhausted(Facts.publication(0, null))), """
                        exhausted: orders has reached the last position there is and accepts nothing any more until the \
                        bus is started again; longer terms make a stream last longer
                          -> bus.streams.orders.term-length
                        """),
                arguments(Facts.counting(stream, Count.dropped("orders"), 3), """
                        messages: orders has dropped 3 messages in the last 5 minutes, because a subscriber did not keep \
                        up and it is configured to drop the newest
                          -> bus.streams.orders.back-pressure
                          -> bus.streams.orders.term-length
                        """),
                arguments(Facts.counting(stream, Count.skipped("orders", "risk"), 1), """
                        messages: listener risk has skipped 1 message of orders in the last 5 minutes; there is no copy
                          -> bus.listeners.risk.on-error
                        """),
                arguments(Facts.counting(stream, Count.deadLettered("orders", "risk"), 2), """
                        messages: listener risk has passed over 2 messages of orders in the last 5 minutes; copies are \
                        in the dead-letter stream
                          -> bus.listeners.risk.on-error
                        """));
    }

    /** Long ago, or by somebody else: the stream is not to blame. */
    @Test
    void doesNotHoldTheStreamToWhatIsOver() {
        ListenerFacts listener = Facts.receiving(null, Facts.session(3, 0));
        var old = new StreamLoss(1433, 1001, "10.0.0.1:51234", 5, 7_040, Facts.NOW_MS - RecentCounts.WINDOW_MS);
        StreamFacts sent = Facts.published(Facts.sent(Facts.publication(0, null), Facts.sender(81_920, 90_112, 2)));

        assertThat(BusExplainer.findings(Facts.received(listener, old), Facts.driver()))
                .singleElement()
                .matches(Finding::isWell);
        assertThat(BusExplainer.findings(sent, Facts.counting(SystemCounter.SHORT_SENDS, 3)))
                .singleElement()
                .matches(Finding::isWell);
        assertThat(text(BusExplainer.findings(
                        Facts.received(listener, Facts.loss()),
                        Facts.countingLongAgo(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED, 1))))
                .contains("nothing of this host accounts for it");
        assertThat(text(BusExplainer.findings(
                        Facts.counting(Facts.received(listener), Count.naksSent("orders", 1433), 1), Facts.driver())))
                .startsWith("loss: ");
    }

    @Test
    void saysWhatTheMachineLackedAtTheStartUnlessItSaysItOfNow() {
        List<HostFinding> lacks = List.of(
                new HostFinding(Subject.DIRECTORY, "/data/bus is on ext4", "set bus.driver.directory"),
                new HostFinding(Subject.SOCKET_BUFFERS, "sockets are granted little", "sysctl"));

        assertThat(text(BusExplainer.findings(Facts.driver(), lacks))).isEqualTo("""
                machine: /data/bus is on ext4
                  -> set bus.driver.directory
                socket-buffers: sockets are granted little
                  -> sysctl
                """);
        assertThat(text(BusExplainer.findings(Facts.on(Facts.smallBuffers()), lacks)))
                .contains("machine: ", "socket-buffers: sockets ask for")
                .doesNotContain("granted little");
    }

    @ParameterizedTest
    @MethodSource
    void explainsTheDriver(DriverFacts driver, String expected) {
        assertThat(text(BusExplainer.findings(driver, List.of()))).isEqualTo(expected);
    }

    static Stream<Arguments> explainsTheDriver() {
        SystemFacts system = Facts.system(2, 0, 0);
        return Stream.of(
                arguments(Facts.driver(), """
                        well: the driver is well: it gave a sign of life 12 ms ago and has recorded no error; files, \
                        counters and sockets have room
                        """),
                arguments(Facts.driver(false, 12_000, 20 << 20, 100, system), """
                        driver: the driver in /dev/shm/bus gave no sign of life for 12 s, or is not connected; the \
                        application has to be started again
                          -> bus.driver.directory
                          -> bus.driver.timeout
                        """),
                arguments(Facts.driver(false, -1, 20 << 20, 100, system), """
                        driver: the driver in /dev/shm/bus has stopped; the application has to be started again
                          -> bus.driver.directory
                          -> bus.driver.timeout
                        """),
                arguments(
                        Facts.failing(
                                new DriverError(2, 1, Facts.NOW_MS - 3_000, "address in use\n at a place"),
                                new DriverError(1, 1, 2, "older")),
                        """
                        driver: the driver has recorded 3 errors, the last one 3 s ago: address in use
                        """),
                arguments(Facts.driver(true, 12, 8 << 20, 100, system), """
                        storage: /dev/shm/bus has 8192 KB left, less than the 12 MB that the log of one more stream takes
                          -> bus.driver.directory
                          -> bus.driver.term-length
                          -> bus.driver.low-storage-warning
                        """),
                arguments(Facts.driver(true, 12, 20 << 20, 7_000, system), """
                        counters: 7000 of 8192 counters of the driver are in use; when there are none left no stream \
                        can be opened
                          -> bus.driver.counters-buffer
                        """),
                arguments(Facts.on(Facts.smallBuffers()), """
                        socket-buffers: sockets ask for a receive buffer of 2048 KB, and this system grants 208 KB: \
                        bursts that are larger are dropped
                          -> sysctl net.core.rmem_max=2097152
                          -> bus.driver.socket.receive-buffer
                        """),
                arguments(Facts.on(Facts.system(2, 3, 0)), """
                        threads: 3 threads never sleep and there are 2 processors: they take the processor away from \
                        each other and from everything else
                          -> bus.tuning
                          -> bus.driver.threading
                          -> bus.driver.idle-strategy
                          -> bus.listener.idle-strategy
                        """));
    }

    /** The other side may be at fault, or it is a matter of time: that is no property of this application. */
    @ParameterizedTest
    @EnumSource
    void namesAPropertyWhereverOneOfThisSideHelps(Reason reason) {
        Finding finding = ConnectionFindings.of(Facts.published(Facts.notConnected(reason)))
                .get(0);

        boolean isOthersMatter = reason == Reason.SILENT || reason == Reason.CHANNEL_OPENING;
        assertThat(finding.change().isEmpty()).isEqualTo(isOthersMatter);
    }

    @Test
    void saysWhatItWasConcludedFrom() {
        assertThat(ThrottleFindings.of(Facts.published(
                                Facts.publication(Facts.WINDOW, "risk"), Facts.listener(ListenerState.RUNNING)))
                        .get(0)
                        .evidence())
                .hasToString("{windowUsed=100 %, windowUsedBytes=32768, windowBytes=32768, offersBackPressured=4,"
                        + " lastBackPressureAge=250 ms, listener=risk, state=running, agent=bus-risk, lag=0}");
        assertThat(LossFindings.of(
                                Facts.received(Facts.receiving(null, Facts.session(3, 0)), Facts.loss()),
                                Facts.driver())
                        .get(0)
                        .evidence())
                .hasToString(
                        "{source=10.0.0.1:51234, sessionId=1433, naksSent=3, behindGap=0, losses=5, lostBytes=7040,"
                                + " lastLossAge=3 s, receiveBufferDrops=0, slowReceiverCycles=0, aboveWindow=0, gapsGivenUp=0}");
        assertThat(ConnectionFindings.of(Facts.received(Facts.receiving(Reason.NOTHING_HEARD)))
                        .get(0)
                        .evidence())
                .hasToString("{reason=nothing-heard, channel=aeron:udp?endpoint=10.0.0.2:40123, streamId=1001,"
                        + " listener=risk, localAddresses=[10.0.0.2:40123]}");
    }

    private static String text(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.topic() + ": " + finding.text() + "\n"
                        + finding.change().stream()
                                .map(change -> "  -> " + change + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
