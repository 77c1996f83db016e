package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.compat.Peers.DriverMaker;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One stream after the other by routes of a random kind, from a driver of one maker to one of the other: to one address, to
 * destinations that are named or ask, read at one address or at several, by clients of both makers, over lossy ways. All that
 * is published is read, in order and once, and streams end.
 *
 * <p>{@code -Dcompat.seed=n} plays one seed again, {@code -Dcompat.seeds=n} plays more of them.
 */
@ParameterizedClass
@MethodSource("makers")
class RandomRoutesIT {
    private static final int SEEDS = 5;

    private static Peers publishing;
    private static Peers reading;

    @Parameter
    Makers makers;

    static Stream<Makers> makers() {
        return Makers.chosen();
    }

    static LongStream seeds() {
        Long only = Long.getLong("compat.seed");
        return only == null ? LongStream.range(0, Long.getLong("compat.seeds", SEEDS)) : LongStream.of(only);
    }

    @BeforeParameterizedClassInvocation
    static void startDrivers(Makers makers) {
        publishing = new Peers(driver(makers.publisher()));
        reading = new Peers(driver(makers.subscriber()));
    }

    @AfterParameterizedClassInvocation
    static void closeDrivers() {
        try (Peers first = publishing;
                Peers second = reading) {
            for (Peers each : new Peers[] {first, second}) {
                assertThat(each.stock.countersReader().getCounterValue(SystemCounter.ERRORS.id()))
                        .as("errors of a driver")
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Conformance({"WP-81", "WP-82", "WP-85", "WP-111"})
    void allThatIsPublishedIsReadInOrderAndOnce(long seed) {
        try (RandomRoute route = new RandomRoute(seed, publishing, reading)) {
            try {
                Await.until("all are connected", route::isConnected);
                Await.until("all is read", route::exchange);
                route.endPublication();
                Await.until("all images end", route::hasEnded);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " fails; play it again with -Dcompat.makers=" + makers + " -Dcompat.seed="
                                + seed + "\n" + route,
                        e);
            }
        }
    }

    private static DriverMaker driver(Maker maker) {
        return maker == Maker.US ? DriverMaker.US : DriverMaker.STOCK;
    }
}
