package io.tradebus.spring.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.support.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class BusObservationTest {
    @TempDir
    private Path directory;

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final List<BusListenerContext> stopped = new CopyOnWriteArrayList<>();
    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        registry.observationConfig().observationHandler(new ObservationHandler<BusListenerContext>() {
            @Override
            public void onStop(BusListenerContext context) {
                stopped.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof BusListenerContext;
            }
        });
        runner = BusContexts.in(directory)
                .withBean(ObservationRegistry.class, () -> registry)
                .withBean(Risk.class);
    }

    @Test
    void observesEachMessageOfAListenerThatAsksForIt() {
        runner.withPropertyValues("bus.listener.observation-enabled=true").run(context -> {
            Risk risk = send(context, "one");

            Await.until("handled", () -> action() != null);
            Await.until("stopped", this::isStopped);
            Observation current = risk.observations.get(0);
            assertThat(current.getContextView().getContextualName()).isEqualTo("orders process");
            TestObservationRegistryAssert.assertThat(registry)
                    .hasSingleObservationThat()
                    .hasNameEqualTo("bus.listener.process")
                    .hasBeenStopped()
                    .hasLowCardinalityKeyValue("bus.listener.id", "risk")
                    .hasLowCardinalityKeyValue("bus.stream", "orders")
                    .hasLowCardinalityKeyValue("messaging.system", "bus")
                    .hasLowCardinalityKeyValue("messaging.operation", "process")
                    .hasHighCardinalityKeyValue("bus.position", "64")
                    .hasHighCardinalityKeyValue("bus.attempt", "1")
                    .doesNotHaveError();
        });
    }

    @Test
    void observesFailuresWithWhatWasThrown() {
        runner.withPropertyValues("bus.listeners.risk.observation-enabled=true").run(context -> {
            send(context, "bad");

            Await.until("failed", () -> stopped.stream().anyMatch(observed -> observed.getError() != null));
            TestObservationRegistryAssert.assertThat(registry)
                    .hasObservationWithNameEqualTo("bus.listener.process")
                    .that()
                    .hasError()
                    .thenError()
                    .isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void observesNothingUnlessAskedTo() {
        runner.run(context -> {
            Risk risk = send(context, "one");

            Await.until("handled", () -> !risk.observations.isEmpty());
            assertThat(risk.observations.get(0)).isEqualTo(Observation.NOOP);
            TestObservationRegistryAssert.assertThat(registry).doesNotHaveAnyObservation();
        });
    }

    @Test
    void takesTheNamesOfTheApplicationsOwnConvention() {
        runner.withPropertyValues("bus.listener.observation-enabled=true")
                .withBean(BusListenerObservationConvention.class, () -> new BusListenerObservationConvention() {
                    @Override
                    public KeyValues getLowCardinalityKeyValues(BusListenerContext context) {
                        return KeyValues.of(KeyValue.of("desk", "equities"));
                    }
                })
                .run(context -> {
                    send(context, "one");

                    Await.until("handled", () -> action() != null);
                    TestObservationRegistryAssert.assertThat(registry)
                            .hasSingleObservationThat()
                            .hasNameEqualTo("bus.listener.process")
                            .hasLowCardinalityKeyValue("desk", "equities");
                });
    }

    @Test
    void isNotThereWithoutARegistry() {
        BusContexts.in(directory)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservingDecorator.class));
    }

    @Test
    void isNotMissedWithoutMicrometer() {
        BusContexts.in(directory)
                .withPropertyValues("bus.listener.observation-enabled=true")
                .withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(BusRuntimeLifecycle.class)
                        .doesNotHaveBean(ObservingDecorator.class));
    }

    private @Nullable BusAction action() {
        return stopped.isEmpty() ? null : stopped.get(0).action();
    }

    /** The registry is told of the end after {@link #stopped} is. */
    private boolean isStopped() {
        try {
            TestObservationRegistryAssert.assertThat(registry)
                    .hasSingleObservationThat()
                    .hasBeenStopped();
            return true;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    private static Risk send(ApplicationContext context, String order) {
        BusOperations bus = context.getBean(BusOperations.class);
        Await.until("connected", () -> bus.publisher("orders").isConnected());
        bus.send("orders", order);
        return context.getBean(Risk.class);
    }

    static class Risk {
        private final CopyOnWriteArrayList<Observation> observations = new CopyOnWriteArrayList<>();
        private final ObservationRegistry registry;

        Risk(ObservationRegistry registry) {
            this.registry = registry;
        }

        @BusListener(streams = "orders", id = "risk", properties = "retry.max-attempts=0")
        void onOrder(String order) {
            Observation current = registry.getCurrentObservation();
            observations.add(current == null ? Observation.NOOP : current);
            if (order.equals("bad")) {
                throw new IllegalStateException("unknown account");
            }
        }
    }
}
