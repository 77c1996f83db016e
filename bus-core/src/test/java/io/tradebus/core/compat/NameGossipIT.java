package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers that tell each other their names, ours and stock ones, and channels that have these names for hosts. */
@ParameterizedClass
@MethodSource("makers")
class NameGossipIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long COUNT = 1_000;
    private static final int MAX_LENGTH = 1_000;

    @Parameter
    Makers makers;

    static Stream<Makers> makers() {
        return Makers.chosen();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    @Conformance({"WP-96", "WP-97"})
    void aChannelNamesTheDriverThatReceives(String bound) {
        int first = UdpDrivers.freePort();
        int second = UdpDrivers.freePort();
        try (DriverProcess alpha = makers.publisher().driver(settings("alpha", bound, first, second));
                DriverProcess beta = makers.subscriber().driver(settings("beta", bound, second, first))) {
            alpha.awaitStart();
            beta.awaitStart();
            Await.until("alpha knows beta", LIMIT, () -> knowsAnotherDriver(alpha));
            Await.until("beta knows alpha", LIMIT, () -> knowsAnotherDriver(beta));
            int port = UdpDrivers.freePort();

            try (ChildJvm subscriber = UdpDrivers.subscriberAs(
                            makers.subscriber(), beta, "sample", "aeron:udp?endpoint=beta:" + port, COUNT, MAX_LENGTH);
                    ChildJvm publisher = UdpDrivers.publisher(
                            makers.publisher(),
                            alpha,
                            "concurrent",
                            "offer",
                            "aeron:udp?endpoint=beta:" + port,
                            COUNT,
                            MAX_LENGTH)) {
                assertThat(publisher.awaitLine("PUBLISHED")).startsWith(COUNT + " ");
                assertThat(publisher.end()).isZero();
                assertThat(subscriber.awaitLine("FOLLOWED")).isEqualTo(Long.toString(COUNT));
            }
            UdpDrivers.requireUnharmed(alpha);
            UdpDrivers.requireUnharmed(beta);
        }
    }

    private static Map<String, String> settings(String name, String bound, int port, int neighborPort) {
        return UdpDrivers.settings(Map.of(
                "aeron.driver.resolver.name", name,
                "aeron.driver.resolver.interface", bound + ":" + port,
                "aeron.driver.resolver.bootstrap.neighbor", "localhost:" + neighborPort));
    }

    private static boolean knowsAnotherDriver(DriverProcess driver) {
        return driver.counters(CounterType.RESOLVER_CACHE_ENTRIES.id()).containsValue(1L)
                && driver.counters(CounterType.RESOLVER_NEIGHBORS.id()).containsValue(1L)
                && driver.counters(CounterType.BOOTSTRAP_NEIGHBOR.id()).containsValue(1L);
    }
}
