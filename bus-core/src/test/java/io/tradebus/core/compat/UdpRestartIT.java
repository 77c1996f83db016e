package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One end of a stream, driver and client, is killed or stopped in the middle and comes again: the other end goes on with
 * a new image or a new session, and nothing that is delivered is wrong.
 */
@ParameterizedClass
@MethodSource("makers")
class UdpRestartIT {
    private static final long COUNT = 20_000;
    private static final int MAX_LENGTH = 3_000;
    private static final Map<String, String> SETTINGS = UdpDrivers.settings(Map.of(
            "aeron.image.liveness.timeout", "5s",
            "aeron.publication.connection.timeout", "2s",
            "aeron.client.liveness.timeout", "5s"));

    @Parameter
    Makers makers;

    static Stream<Makers> makers() {
        return Makers.chosen();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Conformance({"WP-37", "WP-61"})
    void aReceiverThatComesAgainJoinsWhereTheStreamIs(boolean isKilled) {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort());
        try (DriverProcess publishingDriver = start(makers.publisher());
                DriverProcess firstDriver = start(makers.subscriber());
                ChildJvm first = follow(firstDriver, channel);
                ChildJvm publisher = publish(publishingDriver, channel)) {
            String session = publisher.awaitLine("PUBLICATION");
            assertThat(first.awaitLine("FIRST")).isEqualTo(session + " 0");
            awaitTenths(first, 3);

            end(firstDriver, first, isKilled);
            try (DriverProcess secondDriver = start(makers.subscriber());
                    ChildJvm second = follow(secondDriver, channel)) {
                String[] joined = second.awaitLine("FIRST").split(" ");
                assertThat(joined[0]).isEqualTo(session);
                assertThat(Long.parseLong(joined[1])).isGreaterThanOrEqualTo(COUNT * 2 / 10);
                String[] reached = second.awaitLine("REACHED").split(" ");
                assertThat(reached[0]).isEqualTo(session);
                assertThat(Long.parseLong(reached[1])).isEqualTo(COUNT - Long.parseLong(joined[1]));

                assertThat(publisher.awaitLine("PUBLISHED")).startsWith(COUNT + " ");
                assertThat(publisher.end()).isZero();
                assertThat(second.end()).isZero();
                UdpDrivers.requireUnharmed(secondDriver);
            }
            UdpDrivers.requireUnharmed(publishingDriver);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Conformance("WP-47")
    void aSenderThatComesAgainIsANewSessionToItsReceiver(boolean isKilled) {
        String channel = UdpDrivers.unicast(UdpDrivers.freePort());
        try (DriverProcess receivingDriver = start(makers.subscriber());
                ChildJvm subscriber = follow(receivingDriver, channel);
                DriverProcess firstDriver = start(makers.publisher());
                ChildJvm first = publish(firstDriver, channel)) {
            String firstSession = first.awaitLine("PUBLICATION");
            assertThat(subscriber.awaitLine("FIRST")).isEqualTo(firstSession + " 0");
            awaitTenths(subscriber, 3);

            end(firstDriver, first, isKilled);
            try (DriverProcess secondDriver = start(makers.publisher());
                    ChildJvm second = publish(secondDriver, channel)) {
                String secondSession = second.awaitLine("PUBLICATION");
                assertThat(secondSession).isNotEqualTo(firstSession);
                assertThat(subscriber.awaitLine("REACHED")).isEqualTo(secondSession + " " + COUNT);
                Await.until(
                        "the first session is gone",
                        () -> subscriber.output().stream()
                                .anyMatch(line -> line.startsWith("UNAVAILABLE " + firstSession + " ")));
                assertThat(subscriber.output())
                        .contains("FIRST " + secondSession + " 0")
                        .noneMatch(line -> line.startsWith("ERROR"));

                assertThat(second.awaitLine("PUBLISHED")).startsWith(COUNT + " ");
                assertThat(second.end()).isZero();
                UdpDrivers.requireUnharmed(secondDriver);
            }
            assertThat(subscriber.end()).isZero();
            UdpDrivers.requireUnharmed(receivingDriver);
        }
    }

    private static DriverProcess start(Maker maker) {
        DriverProcess driver = maker.driver(SETTINGS);
        driver.awaitStart();
        return driver;
    }

    private ChildJvm follow(DriverProcess driver, String channel) {
        return UdpDrivers.subscriberAs(makers.subscriber(), driver, "follow", channel, COUNT, MAX_LENGTH);
    }

    private ChildJvm publish(DriverProcess driver, String channel) {
        return UdpDrivers.publisher(
                makers.publisher(), driver, "exclusive", "slow", channel + "|term-length=64k", COUNT, MAX_LENGTH);
    }

    private static void awaitTenths(ChildJvm subscriber, int tenths) {
        for (int i = 0; i < tenths; i++) {
            subscriber.awaitLine("AT");
        }
    }

    private static void end(DriverProcess driver, ChildJvm client, boolean isKilled) {
        if (isKilled) {
            driver.kill();
            client.kill();
        } else {
            driver.process().terminate();
            driver.process().awaitExit();
            client.kill();
        }
    }
}
