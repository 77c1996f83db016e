package io.tradebus.spring.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.driver.Driver;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.support.Await;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class BusHealthContributorAutoConfigurationTest {
    @TempDir
    private Path directory;

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        runner = BusContexts.in(directory);
    }

    @Test
    void isMadeOfDriverListenersAndStorage() {
        runner.withBean(FailsOnBad.class).run(context -> {
            assertThat(context.getBean(CompositeHealthContributor.class).stream())
                    .extracting(entry -> entry.name())
                    .containsExactly("driver", "listeners", "storage");
            assertThat(health(context, "driver").getStatus()).isEqualTo(Status.UP);
            assertThat(health(context, "driver").getDetails()).containsEntry("mode", "embedded");
            assertThat(health(context, "listeners").getStatus()).isEqualTo(Status.UP);
            assertThat(health(context, "storage").getStatus()).isEqualTo(Status.UP);
            assertThat(health(context, "storage").getDetails()).containsKeys("free", "mapped", "threshold");
        });
    }

    @Test
    void isDownAtAMessageThatCannotBeHandled() {
        runner.withBean(FailsOnBad.class)
                .withPropertyValues("bus.listeners.risk.on-error=halt")
                .run(context -> {
                    BusOperations bus = context.getBean(BusOperations.class);
                    Await.until("connected", () -> bus.publisher("orders").isConnected());
                    bus.send("orders", "bad");

                    Await.until(
                            "DOWN",
                            () -> health(context, "listeners").getStatus().equals(Status.DOWN));

                    assertThat(health(context, "listeners")
                                    .getDetails()
                                    .get("risk")
                                    .toString())
                            .contains("state=halted", "position=64", "unknown account");
                });
    }

    @Test
    void isDownWithoutTheExternalDriver() {
        Driver driver = Driver.start(DriverConfig.defaults(directory.resolve("driver")));
        runner.withPropertyValues("bus.driver.mode=external").run(context -> {
            assertThat(health(context, "driver").getStatus()).isEqualTo(Status.UP);
            assertThat(health(context, "driver").getDetails()).containsEntry("mode", "external");

            driver.close();

            Await.until("DOWN", () -> health(context, "driver").getStatus().equals(Status.DOWN));
            assertThat(health(context, "driver").getDetails().get("reason").toString())
                    .contains("streams are open again once it is back");
        });
        driver.close();
    }

    @Test
    void isDownWhileTheBusIsStopped() {
        runner.run(context -> {
            context.stop();

            assertThat(health(context, "driver").getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(context, "storage").getStatus()).isEqualTo(Status.UNKNOWN);
        });
    }

    @Test
    void isOutOfServiceWhenStorageIsLow() {
        runner.withPropertyValues("bus.driver.low-storage-warning=1000000GB")
                .run(context ->
                        assertThat(health(context, "storage").getStatus()).isEqualTo(Status.OUT_OF_SERVICE));
    }

    @Test
    void isNotThereWhenDisabled() {
        runner.withPropertyValues("management.health.bus.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("busHealthContributor"));
        runner.withPropertyValues("bus.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("busHealthContributor"));
    }

    @Test
    void isNotMissedWithoutTheHealthModule() {
        runner.withClassLoader(new FilteredClassLoader(HealthContributor.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(BusRuntimeLifecycle.class)
                        .doesNotHaveBean("busHealthContributor"));
    }

    @Test
    void leavesTheContributorOfTheApplicationAlone() {
        runner.withBean(
                        "busHealthContributor",
                        HealthIndicator.class,
                        () -> () -> Health.up().build())
                .run(context -> assertThat(context).doesNotHaveBean(CompositeHealthContributor.class));
    }

    private static Health health(ApplicationContext context, String part) {
        var indicator = (HealthIndicator)
                context.getBean(CompositeHealthContributor.class).getContributor(part);
        return Objects.requireNonNull(Objects.requireNonNull(indicator).health(true));
    }

    static class FailsOnBad {
        @BusListener(streams = "orders", id = "risk")
        void onOrder(String order) {
            throw new IllegalStateException("unknown account");
        }
    }
}
