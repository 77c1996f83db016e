package io.tradebus.core.simulation;

import static io.tradebus.core.simulation.DatagramFilter.data;
import static io.tradebus.core.simulation.DatagramFilter.nak;
import static io.tradebus.core.simulation.DatagramFilter.setupRequest;
import static io.tradebus.core.simulation.Times.once;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.support.Conformance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Node A publishes stream 10 to several destinations, which are nodes B, C and D. See docs/wire-protocol.md, section 7.1.
 */
class DestinationsSimulationTest {
    private static final int STREAM = 10;
    private static final int PORT = 20_001;
    private static final int CONTROL_PORT = 20_002;
    private static final String START = "|term-length=64k|session-id=7|init-term-id=5|term-id=5|term-offset=0";
    private static final int MESSAGES = 1_200;
    private static final List<String> RECEIVERS = List.of("B", "C", "D");

    private final Simulation simulation = new Simulation(1);
    private final SimulatedNode publisher = simulation.node("A");
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[68]);

    @AfterEach
    void close() {
        simulation.close();
    }

    @Test
    @Conformance({"WP-81", "WP-32", "WP-66"})
    void sendsEverythingToEachOfThemAndRepairsForAll() {
        List<Reader> readers = readers(List.of("B", "C"), "");
        ExclusivePublication publication = publishTo(List.of("B", "C"), "");
        simulation.runUntil(publication::isConnected, Simulation.withinMs(200));
        simulation.run(Simulation.withinMs(10));

        simulation.network().drop(data().to("C"), once());
        publication.offer(message, 0, message.capacity());
        simulation.runUntil(() -> readers.stream().allMatch(each -> each.received() == 1), Simulation.withinMs(200));

        assertThat(simulation.transcript()).hasToString("""
                100.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0 flags=0x40
                100.000 ms  A -> C  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0 flags=0x40
                100.150 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                100.150 ms  C -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                100.300 ms  A -> C  HEARTBEAT session=7 stream=10 term=5 offset=0
                100.300 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=0
                111.000 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=128
                111.000 ms  A -> C  DATA  session=7 stream=10 term=5 offset=0 length=128  (lost)
                210.000 ms  A -> C  HEARTBEAT session=7 stream=10 term=5 offset=128
                210.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=128
                212.000 ms  C -> A  NAK   session=7 stream=10 term=5 offset=0 range=128
                212.100 ms  A -> B  DATA  session=7 stream=10 term=5 offset=0 length=128
                212.100 ms  A -> C  DATA  session=7 stream=10 term=5 offset=0 length=128
                """);
    }

    @Test
    @Conformance({"WP-82", "WP-84", "DB-74"})
    void sendsToThoseThatAskAndNoLongerToThoseThatAreGone() {
        Reader first = ask("B");
        ExclusivePublication publication = publisher.publishExclusively(dynamic("") + START, STREAM);
        simulation.runUntil(publication::isConnected, Simulation.withinMs(1_500));
        assertThat(simulation.transcript().text(setupRequest())).startsWith("""
                0.000 ms  B -> A  SM    session=0 stream=0 term=0 offset=0 window=0 flags=0x80
                """);

        Reader late = ask("C");
        publication.offer(message, 0, message.capacity());
        simulation.runUntil(
                () -> first.received() == 1 && late.subscription().imageCount() == 1, Simulation.withinMs(1_000));
        publication.offer(message, 0, message.capacity());
        simulation.runUntil(() -> first.received() == 2 && late.received() == 1, Simulation.withinMs(100));

        simulation.node("B").crash();
        simulation.run(Simulation.withinMs(5_200));
        simulation.transcript().clear();
        publication.offer(message, 0, message.capacity());
        simulation.runUntil(() -> late.received() == 2, Simulation.withinMs(1_000));
        assertThat(simulation.transcript().count(data().to("B"))).isZero();
    }

    @Test
    void reachesThreeReceiversOverALossyNetwork() {
        reachesAll("|fc=min,g:/3", false, MESSAGES);
    }

    @Test
    void reachesThreeReceiversThatAskOverALossyNetwork() {
        reachesAll("|fc=tagged,g:5/3", true, MESSAGES);
    }

    /** The fastest one says how fast it goes; where messages are few the others get along all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reachesThreeReceiversThatDoNotWaitForEachOther(boolean isAsking) {
        reachesAll("", isAsking, 8);
    }

    @Test
    @Conformance({"WP-93", "WP-94", "DB-88"})
    void oneThatRejectsTheStreamDoesNotHoldUpTheOthers() {
        List<Reader> readers = readers(List.of("B", "C"), "");
        ExclusivePublication publication = publishTo(List.of("B", "C"), "|fc=min");
        simulation.runUntil(
                () -> readers.stream().allMatch(each -> each.subscription().imageCount() == 1),
                Simulation.withinMs(300));
        simulation.run(Simulation.withinMs(10));
        readers.forEach(each -> each.setReading(false));
        simulation.transcript().clear();

        long image = readers.get(1).subscription().images().get(0).correlationId();
        simulation.node("C").ask(client -> client.rejectImage(image, "cannot decode"));
        simulation.run(Simulation.withinMs(650));

        assertThat(simulation.transcript().text(DatagramFilter.error())).isEqualTo("""
                300.000 ms  C -> A  ERR   session=7 stream=10 groupTag=0 code=13 textLength=13 text='cannot decode'
                500.000 ms  C -> A  ERR   session=7 stream=10 groupTag=0 code=13 textLength=13 text='cannot decode'
                700.000 ms  C -> A  ERR   session=7 stream=10 groupTag=0 code=13 textLength=13 text='cannot decode'
                """);
        assertThat(publisher.warnings()).singleElement().asString().contains("reason=cannot decode");
        assertThat(publication.isConnected()).isTrue();
        readers.get(0).setReading(true);
        for (int i = 0; i < 2_000; i++) {
            simulation.runUntil(() -> publication.offer(message, 0, message.capacity()) > 0, Simulation.withinMs(100));
        }
        simulation.runUntil(() -> readers.get(0).received() == 2_000, Simulation.withinMs(100));
        assertThat(simulation.node("C").counter(SystemCounter.ERROR_FRAMES_SENT))
                .isPositive();

        simulation.runUntil(() -> readers.get(1).subscription().imageCount() == 0, Simulation.withinMs(12_000));
        simulation.runUntil(() -> readers.get(1).subscription().imageCount() == 1, Simulation.withinMs(4_000));
    }

    /** @param burst messages that are published before all of them have come */
    private void reachesAll(String options, boolean isAsking, int burst) {
        Map<Integer, CheckedPublisher> publishers = new HashMap<>();
        List<CheckedReader> readers = new ArrayList<>();
        for (String name : RECEIVERS) {
            SimulatedNode node = simulation.node(name);
            String channel = node.channel(PORT) + (isAsking ? asking() + "|gtag=5" : "");
            CheckedReader reader =
                    new CheckedReader(node.subscribe(channel, STREAM), publishers, true, new Random(name.hashCode()));
            node.act(reader);
            readers.add(reader);
        }
        ExclusivePublication publication = isAsking
                ? publisher.publishExclusively(dynamic(options) + START, STREAM)
                : publishTo(RECEIVERS, options);
        CheckedPublisher checked = new CheckedPublisher(publication, new Messages(1, 4_000), new Random(3), 8);
        publishers.put(publication.sessionId(), checked);
        publisher.act(checked);
        simulation.runUntil(
                () -> readers.stream().allMatch(each -> each.subscription().imageCount() == 1),
                Simulation.withinMs(2_500));
        simulation.run(Simulation.withinMs(10));
        simulation
                .network()
                .setQuality(
                        LinkQuality.PERFECT.withLoss(0.02).withReordering(0.01).withDuplication(0.01));

        for (int last = burst - 1; last < MESSAGES; last += burst) {
            long expected = last;
            checked.allow(burst);
            simulation.runUntil(
                    () -> readers.stream().allMatch(each -> each.last(checked) == expected),
                    Simulation.withinMs(60_000));
        }

        assertThat(simulation.transcript().count(nak())).isPositive();
        for (CheckedReader reader : readers) {
            assertThat(reader.received()).isEqualTo(MESSAGES);
            assertThat(reader.rejoined()).isZero();
        }
        assertThat(publisher.counter(SystemCounter.RETRANSMITS_SENT)).isPositive();
    }

    private List<Reader> readers(List<String> names, String options) {
        return names.stream()
                .map(name -> simulation.node(name).read(simulation.node(name).channel(PORT) + options, STREAM))
                .toList();
    }

    private Reader ask(String name) {
        return simulation.node(name).read(simulation.node(name).channel(PORT) + asking(), STREAM);
    }

    private String asking() {
        return "|control=" + publisher.ports().endpoint(CONTROL_PORT) + "|control-mode=dynamic";
    }

    private String dynamic(String options) {
        return "aeron:udp?control=" + publisher.ports().endpoint(CONTROL_PORT) + "|control-mode=dynamic" + options;
    }

    private ExclusivePublication publishTo(List<String> names, String options) {
        ExclusivePublication publication =
                publisher.publishExclusively("aeron:udp?control-mode=manual" + options + START, STREAM);
        publisher.ask(client -> {
            for (String name : names) {
                client.destination(
                        CommandType.ADD_DESTINATION,
                        publication.registrationId(),
                        simulation.node(name).channel(PORT));
            }
        });
        return publication;
    }
}
