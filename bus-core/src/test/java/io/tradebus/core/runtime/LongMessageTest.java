package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Claim;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.format.frame.DataFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages in several fragments, and listeners that are stopped in the middle of them. */
class LongMessageTest {
    private static final ListenerDefinition RISK =
            ListenerDefinition.of("risk", ORDERS).withFragmentLimit(1);
    private static final FailureHandler HALT = (failure, message, attempt) -> FailureDecision.HALT;
    private static final int FOUR_FRAGMENTS = 5_000;

    private final RecordingObserver observer = new RecordingObserver();
    private final InvokedBus bus = new InvokedBus(observer);
    private final List<String> handled = new ArrayList<>();

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void itsPositionStaysBeforeAMessageUntilAllOfItWasHandled() throws Exception {
        ListenerAgent agent = listen(RISK);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        long begin = sendAndHandle(agent, orders, 1);
        long end = send(orders, 2, FOUR_FRAGMENTS);

        for (int fragment = 1; fragment <= 3; fragment++) {
            agent.doWork();
            assertThat(position(agent)).isEqualTo(begin);
        }
        agent.doWork();

        assertThat(position(agent)).isEqualTo(end);
        assertThat(handled).containsExactly("1 of 8", "2 of 5000");
    }

    @Test
    void aMessageInWhichItWasDetachedIsReadFromItsBeginningWhenItIsAttached() throws Exception {
        ListenerAgent agent = listen(RISK);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        sendAndHandle(agent, orders, 1);
        send(orders, 2, FOUR_FRAGMENTS);
        agent.doWork();
        agent.doWork();

        agent.detach();
        bus.runUntil("detached", () -> agent.state() == ListenerState.DETACHED);
        agent.attach();
        bus.runUntil("handled", () -> handled.size() == 2);

        assertThat(handled).containsExactly("1 of 8", "2 of 5000");
        assertThat(agent.counters("orders").incomplete()).isZero();
    }

    @Test
    void aMessageInWhichItWasClosedIsReadByTheNextListener() throws Exception {
        ListenerAgent agent = listen(RISK);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        sendAndHandle(agent, orders, 1);
        send(orders, 2, FOUR_FRAGMENTS);
        agent.doWork();
        agent.doWork();

        agent.onClose();
        listen(RISK);
        bus.runUntil("handled", () -> handled.size() == 2);

        assertThat(handled).containsExactly("1 of 8", "2 of 5000");
    }

    @Test
    void readsOnInTheSamePollBehindAMessageInSeveralFragments() throws Exception {
        ListenerAgent agent = listen(RISK.withFragmentLimit(8));
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        sendAndHandle(agent, orders, 1);
        send(orders, 2, FOUR_FRAGMENTS);
        send(orders, 3, 8);
        long end = send(orders, 4, 2_000);

        agent.doWork();

        assertThat(handled).containsExactly("1 of 8", "2 of 5000", "3 of 8", "4 of 2000");
        assertThat(position(agent)).isEqualTo(end);
    }

    @Test
    void aMessageThatIsAbortedComesAgainWhole() throws Exception {
        int[] aborts = {2};
        ListenerAgent agent = bus.listener(
                RISK.withFragmentLimit(8),
                (buffer, offset, length, header) -> {
                    if (buffer.getLong(offset) == 2 && aborts[0]-- > 0) {
                        return BusAction.ABORT;
                    }
                    return handle(buffer, offset, length);
                },
                HALT);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        long begin = sendAndHandle(agent, orders, 1);
        send(orders, 2, FOUR_FRAGMENTS);
        long end = send(orders, 3, 8);

        agent.doWork();
        assertThat(position(agent)).isEqualTo(begin);
        agent.doWork();
        agent.doWork();

        assertThat(handled).containsExactly("1 of 8", "2 of 5000", "3 of 8");
        assertThat(position(agent)).isEqualTo(end);
        assertThat(agent.counters("orders").aborts()).isEqualTo(2);
    }

    @Test
    void countsAMessageInWhoseMiddleItHasJoined() {
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        try (Subscription before = subscribe()) {
            bus.runUntil("connected", () -> before.isConnected() && orders.isConnected());
            send(orders, 1, FOUR_FRAGMENTS);
            before.poll((buffer, offset, length, header) -> {}, 1);
        }

        ListenerAgent agent = listen(RISK);
        bus.runUntil("joined", () -> !agent.sessions().isEmpty());
        send(orders, 2, 8);
        bus.runUntil("handled", () -> handled.size() == 1);

        assertThat(handled).containsExactly("2 of 8");
        assertThat(agent.counters("orders").incomplete()).isEqualTo(1);
        assertThat(incompleteWarnings()).hasSize(1);
    }

    @Test
    void countsWhatEndsWithoutABeginningAndWarnsOfItOnceForEachSession() {
        ListenerAgent agent = listen(RISK);
        ExclusivePublication publication = publication();
        bus.runUntil("joined", () -> !agent.sessions().isEmpty());

        claim(publication, DataFrame.FLAG_END);
        claim(publication, DataFrame.FLAG_BEGIN);
        claim(publication, DataFrame.FLAGS_UNFRAGMENTED);
        claim(publication, DataFrame.FLAG_END);
        bus.runUntil("all read", () -> agent.lag("orders") == 0);

        assertThat(handled).containsExactly("0 of 8");
        assertThat(agent.counters("orders").incomplete()).isEqualTo(2);
        assertThat(incompleteWarnings())
                .containsExactly("warning listener 'risk' has read the end of a message of orders, session "
                        + publication.sessionId() + ", without its beginning, and dropped it: the session was joined in"
                        + " the middle of the message, or a part of it was lost; more of them are only counted");
    }

    @Test
    void aMessageLongerThanTheReceiverLetsComeAtOnceGivesRoomToItself() {
        StreamDefinition stream = udp("|rcv-wnd=4k");
        ListenerAgent agent = listen(ListenerDefinition.of("risk", stream));

        bus.send(bus.runtime().publisher(stream), 7, 8_000);
        bus.runUntil("handled", () -> handled.size() == 1);

        assertThat(handled).containsExactly("7 of 8000");
        assertThat(agent.counters("orders").incomplete()).isZero();
    }

    @Test
    void aMessageLongerThanCongestionControlAllowsGivesRoomToItself() {
        StreamDefinition stream = udp("|cc=cubic");
        ListenerAgent agent = listen(ListenerDefinition.of("risk", stream));

        // The window begins with ten datagrams.
        bus.send(bus.runtime().publisher(stream), 7, 32_000);
        bus.runUntil("handled", () -> handled.size() == 1);

        assertThat(handled).containsExactly("7 of 32000");
        assertThat(agent.counters("orders").incomplete()).isZero();
    }

    /** Else the driver could not close the gap that a publisher leaves which was killed in the middle of a message. */
    @Test
    void aBeginningWhoseRestDoesNotComeIsLetGo() {
        ListenerAgent agent = listen(RISK);
        ExclusivePublication publication = publication();
        bus.runUntil("joined", () -> !agent.sessions().isEmpty());

        claim(publication, DataFrame.FLAG_BEGIN);
        bus.cycles(3);
        assertThat(position(agent)).isZero();
        bus.runUntil("let go", () -> position(agent) == publication.position());

        claim(publication, DataFrame.FLAG_END);
        bus.runUntil("handled", () -> handled.size() == 1);
        assertThat(handled).containsExactly("0 of 16");
    }

    @Test
    void aMessageFromTheNetworkThatIsAbortedForLongKeepsItsBeginning() {
        StreamDefinition stream = udp("");
        List<Long> positions = new ArrayList<>();
        long[] firstNs = new long[1];
        ListenerAgent[] agent = new ListenerAgent[1];
        agent[0] = bus.listener(
                ListenerDefinition.of("risk", stream),
                (buffer, offset, length, header) -> {
                    firstNs[0] = positions.isEmpty() ? System.nanoTime() : firstNs[0];
                    positions.add(position(agent[0]));
                    return System.nanoTime() - firstNs[0] < 200_000_000
                            ? BusAction.ABORT
                            : handle(buffer, offset, length);
                },
                HALT);

        long end = bus.send(bus.runtime().publisher(stream), 7, FOUR_FRAGMENTS);
        bus.runUntil("handled", () -> handled.size() == 1);

        assertThat(positions).hasSizeGreaterThan(1).containsOnly(0L);
        assertThat(position(agent[0])).isEqualTo(end);
    }

    private static StreamDefinition udp(String receiverParams) {
        String channel = "aeron:udp?term-length=256k|endpoint=localhost:" + UdpDrivers.freePort();
        return StreamDefinition.of("orders", channel, 7).withSubscriptionChannel(channel + receiverParams);
    }

    private ListenerAgent listen(ListenerDefinition definition) {
        return bus.listener(definition, (buffer, offset, length, header) -> handle(buffer, offset, length), HALT);
    }

    private BusAction handle(DirectBuffer buffer, int offset, int length) {
        handled.add(buffer.getLong(offset) + " of " + length);
        return BusAction.CONTINUE;
    }

    private long sendAndHandle(ListenerAgent agent, BusPublisher publisher, long value) {
        bus.runUntil(
                "connected", () -> publisher.isConnected() && !agent.sessions().isEmpty());
        long position = bus.send(publisher, value);
        bus.runUntil("handled", () -> position(agent) == position);
        return position;
    }

    /** Without running anything. */
    private long send(BusPublisher publisher, long value, int length) {
        long position = publisher.offer(message(value), 0, length);
        assertThat(position).isPositive();
        return position;
    }

    private static DirectBuffer message(long value) {
        var message = new UnsafeBuffer(new byte[FOUR_FRAGMENTS]);
        message.putLong(0, value);
        return message;
    }

    private static void claim(ExclusivePublication publication, int flags) {
        var claim = new Claim();
        assertThat(publication.tryClaim(Long.BYTES, claim)).isPositive();
        claim.flags(flags).commit();
    }

    private static long position(ListenerAgent agent) {
        return agent.sessions().get(0).position();
    }

    private List<String> incompleteWarnings() {
        return observer.lines().stream()
                .filter(line -> line.startsWith("warning listener 'risk' has read the end"))
                .toList();
    }

    private Subscription subscribe() {
        Client client = bus.runtime().client();
        return await(client.asyncAddSubscription(ORDERS.channel(), ORDERS.streamId()), client::findSubscription);
    }

    private ExclusivePublication publication() {
        Client client = bus.runtime().client();
        return await(
                client.asyncAddExclusivePublication(ORDERS.channel(), ORDERS.streamId()),
                client::findExclusivePublication);
    }

    private <T> T await(long request, LongFunction<@Nullable T> find) {
        List<T> found = new ArrayList<>();
        bus.runUntil("an answer", () -> {
            T now = find.apply(request);
            if (now != null) {
                found.add(now);
            }
            return now != null;
        });
        return found.get(0);
    }
}
