package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
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
 * Spies on the driver that publishes, of the maker of the driver and of the other one: they read everything, once, in order
 * and unchanged, beside a receiver on another driver or in its place.
 */
@ParameterizedClass
@MethodSource("makers")
@Conformance({"SM-90", "DB-79"})
class SpyExchangeIT {
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
    @CsvSource({"concurrent, offer, 300, 20000", "exclusive, claim, 1376, 10000", "exclusive, vector, 20000, 1500"})
    void spiesReadWhatAReceiverElsewhereReads(String kind, String method, int maxLength, long count) {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort());
        try (ChildJvm receiver = drivers.subscriber("poll", channel, 1, count, maxLength);
                ChildJvm spy = spy(makers.subscriber(), "controlled", channel, count, maxLength);
                ChildJvm other = spy(makers.publisher(), "poll", channel, count, maxLength);
                ChildJvm publisher = drivers.publisher(kind, method, channel, count, maxLength)) {
            assertThat(publisher.awaitLine("PUBLISHED")).startsWith(count + " ");
            assertThat(publisher.end()).isZero();
            requireWhole(receiver, count);
            requireWhole(spy, count);
            requireWhole(other, count);
        }
    }

    @ParameterizedTest
    @CsvSource({"concurrent, offer, 300, 20000", "exclusive, claim, 1376, 10000", "exclusive, parts, 20000, 1500"})
    @Conformance("WP-62")
    void spiesStandForReceivers(String kind, String method, int maxLength, long count) {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort());
        try (ChildJvm spy = spy(makers.subscriber(), "poll", channel, count, maxLength);
                ChildJvm other = spy(makers.publisher(), "controlled", channel, count, maxLength);
                ChildJvm publisher = drivers.publisher(kind, method, channel + "|ssc=true", count, maxLength)) {
            assertThat(publisher.awaitLine("PUBLISHED")).startsWith(count + " ");
            assertThat(publisher.end()).isZero();
            requireWhole(spy, count);
            requireWhole(other, count);
        }
    }

    @Test
    void aSpyNeedsNoMoreThanATag() {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort()) + "|tags=77";
        long count = 10_000;
        try (ChildJvm spy = spy(makers.subscriber(), "poll", "aeron:udp?tags=77", count, 300);
                ChildJvm publisher = UdpDrivers.publisher(
                        makers.subscriber(),
                        drivers.publisher,
                        "exclusive",
                        "offer",
                        channel + "|ssc=true",
                        count,
                        300)) {
            assertThat(publisher.awaitLine("PUBLISHED")).startsWith(count + " ");
            assertThat(publisher.end()).isZero();
            requireWhole(spy, count);
        }
    }

    @Test
    void aGroupIsSpiedOn() {
        String channel = UdpDrivers.multicast(UdpDrivers.freePort());
        long count = 10_000;
        try (ChildJvm receiver = drivers.subscriber("poll", channel, 1, count, 1_376);
                ChildJvm spy = spy(makers.subscriber(), "poll", channel, count, 1_376);
                ChildJvm publisher = drivers.publisher("exclusive", "offer", channel + "|fc=min,g:/1", count, 1_376)) {
            assertThat(publisher.awaitLine("PUBLISHED")).startsWith(count + " ");
            assertThat(publisher.end()).isZero();
            requireWhole(receiver, count);
            requireWhole(spy, count);
        }
    }

    private static ChildJvm spy(Maker maker, String method, String channel, long count, int maxLength) {
        return drivers.spy(maker, method, channel, count, maxLength);
    }

    private static void requireWhole(ChildJvm reader, long count) {
        assertThat(reader.awaitLine("RECEIVED")).isEqualTo(Long.toString(count));
        assertThat(reader.awaitLine("UNAVAILABLE")).endsWith("eos=true");
        assertThat(reader.end()).isZero();
    }
}
