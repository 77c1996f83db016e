package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.compat.DatagramRelay.Faults;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.support.Conformance;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Subscriptions to several destinations, whoever made the driver that sends and the one that receives. */
@ParameterizedClass
@MethodSource("makers")
class ReceiveDestinationExchangeIT {
    private static final String MANUAL = "aeron:udp?control-mode=manual";
    private static final String SAME_SESSION = "|session-id=77|init-term-id=5|term-id=5|term-offset=0|term-length=256k";
    private static final long SEED = Long.getLong("compat.seed", 20_260);

    private static UdpDrivers drivers;

    @Parameter
    Makers makers;

    static Stream<Makers> makers() {
        return Makers.chosen();
    }

    @BeforeParameterizedClassInvocation
    static void startDrivers(Makers makers) {
        drivers = UdpDrivers.start(makers);
    }

    @AfterParameterizedClassInvocation
    static void requireNothingLeft() {
        try (UdpDrivers closed = drivers) {
            closed.requireUnharmed();
            closed.requireNothingLeft();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 20000", "10, 3000"})
    @Conformance({"WP-85", "WP-86", "WP-111", "DB-76", "DB-78"})
    void aSessionThatComesTwiceIsReadOnceAndEndsWhenBothHaveEnded(int loss, long count) {
        int first = UdpDrivers.freePort();
        int second = UdpDrivers.freePort();
        try (DatagramRelay toFirst = DatagramRelay.start(first, Faults.percent(loss, 0, 0), SEED);
                DatagramRelay toSecond = DatagramRelay.start(second, Faults.percent(loss, 0, 0), SEED + 1);
                ChildJvm subscriber = drivers.subscriberAs(
                        "follow-to-end",
                        MANUAL + "|session-id=77 " + UdpDrivers.unicast(first) + " " + UdpDrivers.unicast(second),
                        count,
                        1_000);
                ChildJvm publisher = drivers.publisher(
                        "exclusive",
                        "offer",
                        UdpDrivers.unicast(toFirst.port()) + SAME_SESSION + " " + UdpDrivers.unicast(toSecond.port())
                                + SAME_SESSION,
                        count,
                        1_000)) {
            publisher.awaitLine("PUBLISHED");
            subscriber.awaitLine("AVAILABLE 77 0");
            subscriber.awaitLine("REACHED");
            assertThat(publisher.end()).isZero();

            assertThat(subscriber.awaitLine("UNAVAILABLE 77")).endsWith("eos=true");
            assertThat(Long.parseLong(subscriber.awaitLine("FOLLOWED"))).isEqualTo(count);
            assertThat(subscriber.end()).isZero();
            assertThat(toFirst.back().passedOn()).isPositive();
            assertThat(toSecond.back().passedOn()).isPositive();
        }
    }

    @Test
    @Conformance({"WP-82", "WP-84", "WP-85", "WP-86", "WP-111"})
    void aStreamToWhoeverAsksIsReadOnceThoughItComesByTwoDestinationsThatAsk() {
        long count = 3_000;
        int control = UdpDrivers.freePort();
        String asking = "|control=127.0.0.1:" + control;
        try (ChildJvm subscriber = drivers.subscriberAs(
                        "follow-to-end",
                        MANUAL + " " + UdpDrivers.unicast(UdpDrivers.freePort()) + asking + " " + UdpDrivers.unicast(0)
                                + asking,
                        count,
                        1_000);
                ChildJvm publisher = drivers.publisher(
                        "exclusive",
                        "offer",
                        "aeron:udp?control-mode=dynamic|term-length=256k" + asking,
                        count,
                        1_000)) {
            publisher.awaitLine("PUBLISHED");
            subscriber.awaitLine("REACHED");
            assertThat(publisher.end()).isZero();

            assertThat(subscriber.awaitLine("UNAVAILABLE")).endsWith("eos=true");
            assertThat(Long.parseLong(subscriber.awaitLine("FOLLOWED"))).isEqualTo(count);
            assertThat(subscriber.end()).isZero();
        }
    }

    @Test
    @Conformance({"DB-72", "DB-76"})
    void destinationsHaveCountersAndLocalOnesAreReadAsWell() {
        int port = UdpDrivers.freePort();
        try (ChildJvm subscriber =
                drivers.subscriberAs("follow", MANUAL + " " + UdpDrivers.unicast(port) + " aeron:ipc", 1_000, 300)) {
            Map<String, Long> sockets = drivers.subscriber.counters(CounterType.LOCAL_ADDRESS.id());
            assertThat(sockets.keySet())
                    .filteredOn(label -> label.endsWith(":" + port))
                    .hasSize(1);
            assertThat(List.copyOf(sockets.values())).contains(1L);

            try (ChildJvm publisher = UdpDrivers.publisher(
                    makers.subscriber(), drivers.subscriber, "concurrent", "offer", "aeron:ipc", 1_000, 300)) {
                publisher.awaitLine("PUBLISHED");
                assertThat(publisher.end()).isZero();
            }
            subscriber.awaitLine("REACHED");
            assertThat(subscriber.end()).isZero();
        }
    }
}
