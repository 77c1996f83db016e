package io.tradebus.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;

/** Whatever fails of a test over a simulated network says its seed. */
class BusSimulationFailureTest {
    private static final String FAILURE = "it broke";

    @ParameterizedTest
    @ValueSource(
            classes = {
                FailingMethod.class,
                FailingBeforeEach.class,
                FailingAfterEach.class,
                FailingBeforeAll.class,
                FailingAfterAll.class,
                FailingApplication.class
            })
    void saysItsSeed(Class<?> testClass) {
        List<Throwable> failures = failuresOf(testClass);

        assertThat(failures).hasSize(1).allSatisfy(failure -> {
            Throwable root = rootOf(failure);
            assertThat(root).hasMessage(FAILURE);
            assertThat(failure)
                    .hasStackTraceContaining(" had seed 42; ")
                    .hasStackTraceContaining("@BusSimulation(seed = 42) or -Dbus.simulation.seed=42");
        });
    }

    @Test
    void saysNothingWhereThereIsNoSimulation() {
        assertThat(failuresOf(WithoutASimulation.class))
                .hasSize(1)
                .allSatisfy(failure -> assertThat(failure.getSuppressed()).isEmpty());
    }

    private static List<Throwable> failuresOf(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(testClass))
                .execute()
                .allEvents()
                .finished()
                .stream()
                .map(BusSimulationFailureTest::resultOf)
                .flatMap(result -> result.getThrowable().stream())
                .toList();
    }

    private static TestExecutionResult resultOf(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void fail() {
        throw new IllegalStateException(FAILURE);
    }

    @BusTest(streams = "orders=udp://10.0.0.1:40123:1")
    @BusSimulation(seed = 42)
    @ContextConfiguration(classes = Application.class)
    abstract static class Simulated {}

    static class Application {}

    static class FailingMethod extends Simulated {
        @Test
        void fails() {
            fail();
        }
    }

    static class FailingBeforeEach extends Simulated {
        @BeforeEach
        void fails() {
            fail();
        }

        @Test
        void isNotReached() {}
    }

    static class FailingAfterEach extends Simulated {
        @Test
        void isWell() {}

        @AfterEach
        void fails() {
            fail();
        }
    }

    static class FailingBeforeAll extends Simulated {
        @BeforeAll
        static void fails() {
            fail();
        }

        @Test
        void isNotReached() {}
    }

    static class FailingAfterAll extends Simulated {
        @Test
        void isWell() {}

        @AfterAll
        static void fails() {
            fail();
        }
    }

    @ContextConfiguration(classes = Broken.class)
    static class FailingApplication extends Simulated {
        @Test
        void isNotReached() {}
    }

    static class Broken {
        @Bean
        Object broken() {
            fail();
            return "nothing";
        }
    }

    @BusTest(streams = "orders=ipc:1")
    @ContextConfiguration(classes = Application.class)
    static class WithoutASimulation {
        @Test
        void fails() {
            fail();
        }
    }
}
