package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.FallbackLogger;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.support.Conformance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Clients that ask for this and that, publish, read, stall, fall silent and come back, and time that passes evenly and in
 * leaps: all in an order that follows from a seed, on one thread, with what must always hold looked at after each step.
 *
 * <p>{@code -Dsimulation.seed=n} plays one seed again, {@code -Dsimulation.seeds=n} plays more of them.
 */
class DriverSimulationTest {
    private static final int STEPS = 2_000;
    private static final List<SystemCounter> RARE = List.of(
            SystemCounter.UNBLOCKED_PUBLICATIONS,
            SystemCounter.CLIENT_TIMEOUTS,
            SystemCounter.PUBLICATIONS_REVOKED,
            SystemCounter.IMAGES_REJECTED,
            SystemCounter.ERRORS);

    private final Map<SystemCounter, Long> happened = new EnumMap<>(SystemCounter.class);
    private long rounds;

    @Test
    @Conformance({"SM-32", "SM-65", "SM-78", "SM-79", "DB-19", "DB-32"})
    void whatMustHoldAlwaysHolds() {
        Long only = Long.getLong("simulation.seed");
        LongStream seeds =
                only == null ? LongStream.range(0, Long.getLong("simulation.seeds", 20)) : LongStream.of(only);
        seeds.forEach(this::play);

        if (only == null) {
            assertThat(happened)
                    .as("what the seeds came upon")
                    .allSatisfy(
                            (what, times) -> assertThat(times).as(what.name()).isPositive());
            assertThat(rounds).as("times a log was written over again").isGreaterThan(5);
        }
    }

    private void play(long seed) {
        List<Throwable> errors = new ArrayList<>();
        DriverObserver observer = new DriverObserver() {
            @Override
            public void onError(Throwable error) {
                if (!(error instanceof RequestRefusedException || error instanceof ChannelException)) {
                    errors.add(error);
                }
            }
        };
        try (DriverHarness driver = DriverHarness.start(
                config -> config.withOperation(config.operation().withFallbackLogger(FallbackLogger.NO_OP)),
                assembly -> assembly.observer(observer))) {
            SimulatedClients clients = new SimulatedClients(driver, seed);
            CounterWatch counters = new CounterWatch(driver);
            for (int step = 0; step < STEPS; step++) {
                clients.step();
                clients.check();
                counters.check();
                assertThat(errors).isEmpty();
            }
            rounds += clients.rounds();
            clients.leave();
            counters.check();
            clients.checkNothingIsLeft();
            RARE.forEach(what -> happened.merge(what, driver.counter(what), Long::sum));
            assertThat(errors).isEmpty();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " fails; play it again with -Dsimulation.seed=" + seed, e);
        }
    }
}
