package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.compat.DatagramRelay.Faults;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Conformance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What two drivers exchange over UDP, whoever made which of them: everything arrives, once, in order and unchanged. What
 * the network does to it is done by a relay between them, or by the drivers themselves where a relay cannot stand.
 */
@ParameterizedClass
@MethodSource("makers")
class UdpExchangeIT {
    /** How many messages {@link #manyMessagesArrive} sends. */
    private static final long MANY = Long.getLong("compat.messages", 20_000);

    private static final Duration LONG = Duration.ofMinutes(20);
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
    @CsvSource({
        "concurrent, offer, poll, 300, 30000, term-length=64k",
        "exclusive, claim, controlled, 1376, 10000, term-length=64k",
        "concurrent, claim, poll, 1376, 10000, term-length=1m",
        "concurrent, parts, controlled, 20000, 1500, term-length=256k",
        "exclusive, vector, poll, 32768, 1500, term-length=256k",
        "exclusive, offer, controlled, 32768, 1500, term-length=256k|mtu=8k",
    })
    void everyFormOfPublishingReachesEveryFormOfPolling(
            String kind, String method, String poll, int maxLength, long count, String parameters) {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort());

        exchangeToTheEnd(channel, channel + "|" + parameters, new Messages(kind, method, poll, count, maxLength));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, exclusive, 300, 20000",
        "0, 20, 20, concurrent, 3000, 3000",
        "5, 5, 5, concurrent, 300, 10000",
        "10, 10, 10, exclusive, 8000, 600",
        "20, 20, 20, exclusive, 300, 5000",
        "20, 20, 20, concurrent, 3000, 400",
    })
    void whatIsLostRepeatedAndOvertakenArrivesAllTheSame(
            int loss, int duplication, int delay, String kind, int maxLength, long count) {
        int port = UdpDrivers.freePort();
        try (DatagramRelay relay = DatagramRelay.start(port, Faults.percent(loss, duplication, delay), SEED)) {
            exchange(
                    drivers,
                    UdpDrivers.unicast(port),
                    UdpDrivers.unicast(relay.port()) + "|term-length=128k",
                    Messages.offered(kind, count, maxLength));

            assertThat(relay.forward().lost() > 0).isEqualTo(loss > 0);
            assertThat(relay.forward().duplicated() > 0).isEqualTo(duplication > 0);
            assertThat(relay.forward().delayed() > 0).isEqualTo(delay > 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 20000", "5, 2000"})
    void aWindowThatGrowsAndShrinksCarriesEverything(int loss, long count) {
        int port = UdpDrivers.freePort();
        try (DatagramRelay relay = DatagramRelay.start(port, Faults.percent(loss, 0, 0), SEED)) {
            exchange(
                    drivers,
                    UdpDrivers.unicast(port) + "|cc=cubic",
                    UdpDrivers.unicast(relay.port()),
                    Messages.offered("exclusive", count, 1_376));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1000, 20000", "10, 1000, 20000", "10, 5000, 2000"})
    void withoutRepairWhatArrivesIsInOrderAndUnchanged(int loss, int maxLength, long count) {
        int port = UdpDrivers.freePort();
        long fillsBefore = drivers.subscriber.counter(SystemCounter.LOSS_GAP_FILLS);
        long naksBefore = drivers.subscriber.counter(SystemCounter.NAKS_SENT);
        try (DatagramRelay relay = DatagramRelay.start(port, Faults.percent(loss, loss, 0), SEED);
                ChildJvm subscriber =
                        drivers.subscriberAs("sample", UdpDrivers.unicast(port) + "|reliable=false", count, maxLength);
                ChildJvm publisher =
                        drivers.publisher("exclusive", "offer", UdpDrivers.unicast(relay.port()), count, maxLength)) {
            publisher.awaitLine("PUBLISHED");
            assertThat(publisher.end()).isZero();

            long received = Long.parseLong(subscriber.awaitLine("FOLLOWED"));
            assertThat(received).isBetween(count / 10, count);
            assertThat(subscriber.end()).isZero();
            if (loss > 0) {
                assertThat(received).isLessThan(count);
                assertThat(drivers.subscriber.counter(SystemCounter.LOSS_GAP_FILLS))
                        .isGreaterThan(fillsBefore);
            }
            assertThat(drivers.subscriber.counter(SystemCounter.NAKS_SENT)).isEqualTo(naksBefore);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fc=max, '', concurrent, 300, 30000",
        "fc=max, '', exclusive, 20000, 1500",
        "fc=max, cc=cubic, exclusive, 1376, 10000",
        "'fc=tagged,g:7/1', gtag=7, exclusive, 1376, 10000",
        "'fc=min,g:/1', '', exclusive, 20000, 1500",
    })
    void aGroupIsReached(String flowControl, String receiving, String kind, int maxLength, long count) {
        String channel = UdpDrivers.multicast(UdpDrivers.freePort());

        exchange(
                drivers,
                receiving.isEmpty() ? channel : channel + "|" + receiving,
                channel + "|" + flowControl,
                Messages.offered(kind, count, maxLength));
    }

    @Test
    @Conformance({"WP-56", "WP-59"})
    void theSlowestOfAGroupHoldsItsSenderBack() {
        String channel = UdpDrivers.multicast(UdpDrivers.freePort());
        long count = 10_000;
        try (ChildJvm here = UdpDrivers.subscriberAs(
                        makers.publisher(), drivers.publisher, "follow", channel, count, 1_376);
                ChildJvm there = drivers.subscriber("controlled", channel, 1, count, 1_376);
                ChildJvm publisher = drivers.publisher("exclusive", "offer", channel + "|fc=min,g:/2", count, 1_376)) {
            assertThat(there.awaitLine("RECEIVED")).isEqualTo(Long.toString(count));
            assertThat(here.awaitLine("FIRST")).endsWith(" 0");
            assertThat(here.awaitLine("REACHED")).endsWith(" " + count);
            assertThat(publisher.end()).isZero();
            assertThat(there.awaitLine("UNAVAILABLE")).endsWith("eos=true");
            assertThat(there.end()).isZero();
            assertThat(here.end()).isZero();
        }
    }

    @Test
    @Conformance({"WP-58", "WP-59"})
    void aSenderWaitsForReceiversWithItsTag() {
        String channel = UdpDrivers.multicast(UdpDrivers.freePort());
        long count = 10_000;
        try (ChildJvm other = UdpDrivers.subscriberAs(
                        makers.publisher(), drivers.publisher, "follow", channel + "|gtag=8", count, 1_376);
                ChildJvm publisher =
                        drivers.publisher("exclusive", "offer", channel + "|fc=tagged,g:7/1", count, 1_376)) {
            // The one without the tag has its image, and still nothing may be published.
            assertThat(other.awaitLine("AVAILABLE")).contains(" 0 ");
            try (ChildJvm tagged = drivers.subscriber("poll", channel + "|gtag=7", 1, count, 1_376)) {
                assertThat(tagged.awaitLine("RECEIVED")).isEqualTo(Long.toString(count));
                assertThat(publisher.end()).isZero();
                assertThat(tagged.end()).isZero();
            }
        }
    }

    @Test
    void severalSessionsShareAnEndpoint() {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort());
        List<ChildJvm> publishers = new ArrayList<>();
        try (ChildJvm subscriber = drivers.subscriber("poll", channel, 3, 2_000, 5_000)) {
            IntStream.range(0, 3)
                    .forEach(i -> publishers.add(drivers.publisher("exclusive", "offer", channel, 2_000, 5_000)));

            assertThat(subscriber.awaitLine("RECEIVED")).isEqualTo("6000");
            publishers.forEach(publisher -> assertThat(publisher.end()).isZero());
        } finally {
            publishers.forEach(ChildJvm::close);
        }
    }

    @Test
    void aGroupWithLossInBothDriversIsReached() {
        Map<String, String> losses = Map.of(
                "aeron.debug.receive.data.loss.rate", "0.05",
                "aeron.debug.receive.data.loss.seed", "11",
                "aeron.debug.send.data.loss.rate", "0.05",
                "aeron.debug.send.data.loss.seed", "12",
                "aeron.debug.receive.control.loss.rate", "0.05",
                "aeron.debug.receive.control.loss.seed", "13",
                "aeron.debug.send.control.loss.rate", "0.05",
                "aeron.debug.send.control.loss.seed", "14");
        String channel = UdpDrivers.multicast(UdpDrivers.freePort());
        try (UdpDrivers lossy = UdpDrivers.start(makers, losses)) {
            exchange(lossy, channel, channel, Messages.offered("exclusive", 2_000, 1_376));

            assertThat(lossy.subscriber.counter(SystemCounter.NAKS_SENT)).isPositive();
            assertThat(lossy.publisher.counter(SystemCounter.RETRANSMITS_SENT)).isPositive();
        }
    }

    /** Run with {@code -Dcompat.messages=1000000} for a million. */
    @ParameterizedTest
    @CsvSource({"0", "10"})
    void manyMessagesArrive(int loss) {
        int port = UdpDrivers.freePort();
        try (DatagramRelay relay = DatagramRelay.start(port, Faults.percent(loss, 0, 0), SEED)) {
            String channel = UdpDrivers.unicast(loss == 0 ? port : relay.port());

            exchange(drivers, UdpDrivers.unicast(port), channel, Messages.offered("exclusive", MANY, 300));
        }
    }

    /** Carries messages from one client to the other. */
    private static void exchange(
            UdpDrivers drivers, String receivingChannel, String sendingChannel, Messages messages) {
        exchange(drivers, receivingChannel, sendingChannel, messages, false);
    }

    /** As above, and sees the end of the stream, for which a receiver waits a second. */
    private static void exchangeToTheEnd(String receivingChannel, String sendingChannel, Messages messages) {
        exchange(drivers, receivingChannel, sendingChannel, messages, true);
    }

    private static void exchange(
            UdpDrivers drivers, String receivingChannel, String sendingChannel, Messages messages, boolean isToTheEnd) {
        long count = messages.count;
        int maxLength = messages.maxLength;
        try (ChildJvm subscriber = drivers.subscriber(messages.poll, receivingChannel, 1, count, maxLength);
                ChildJvm publisher =
                        drivers.publisher(messages.kind, messages.method, sendingChannel, count, maxLength)) {
            assertThat(subscriber.awaitLine("RECEIVED", LONG)).isEqualTo(Long.toString(count));
            assertThat(publisher.awaitLine("PUBLISHED")).startsWith(count + " ");
            assertThat(publisher.end()).isZero();
            if (isToTheEnd) {
                assertThat(subscriber.awaitLine("UNAVAILABLE")).endsWith("eos=true");
            }
            assertThat(subscriber.end()).isZero();
        }
        drivers.requireUnharmed();
    }

    /** What is published and how, and how it is polled. */
    private record Messages(String kind, String method, String poll, long count, int maxLength) {
        static Messages offered(String kind, long count, int maxLength) {
            return new Messages(kind, "offer", "poll", count, maxLength);
        }
    }
}
