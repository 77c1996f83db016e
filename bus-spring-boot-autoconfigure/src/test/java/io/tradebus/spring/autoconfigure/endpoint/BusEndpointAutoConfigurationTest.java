package io.tradebus.spring.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.support.FreePorts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BusEndpointAutoConfigurationTest {
    @TempDir
    private Path directory;

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        runner = BusContexts.in(directory);
    }

    @Test
    void isThereWhenItIsExposed() {
        runner.withPropertyValues("management.endpoints.jmx.exposure.include=bus", "spring.jmx.enabled=true")
                .run(context -> assertThat(context).hasSingleBean(BusEndpoint.class));
    }

    @Test
    void isNotThereUnlessExposed() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BusEndpoint.class));
    }

    @Test
    void isNotThereWithoutAccess() {
        runner.withPropertyValues(
                        "management.endpoints.jmx.exposure.include=bus", "management.endpoint.bus.access=NONE")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BusEndpoint.class));
    }

    @Test
    void isNotThereWhenTheBusIsDisabled() {
        runner.withPropertyValues("management.endpoints.jmx.exposure.include=bus", "bus.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BusEndpoint.class));
    }

    @Test
    void isNotMissedWithoutActuator() {
        runner.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(BusRuntimeLifecycle.class)
                        .doesNotHaveBean(BusEndpoint.class));
    }

    @ParameterizedTest
    @CsvSource({"nio, nio", "auto, nio|sendmsg|sendmmsg|segments"})
    void showsHowDatagramsGo(String io, String paths) {
        runner.withPropertyValues(
                        "management.endpoints.jmx.exposure.include=bus",
                        "spring.jmx.enabled=true",
                        "bus.driver.datagram-io=" + io,
                        "bus.streams.remote.channel=udp://127.0.0.1:" + FreePorts.next(),
                        "bus.streams.remote.stream-id=7")
                .run(context -> {
                    context.getBean(BusOperations.class).publisher("remote");

                    DriverDescription driver =
                            context.getBean(BusEndpoint.class).bus().driver();
                    assertThat(driver.network()).isNotNull();
                    assertThat(driver.network().datagramIo().path()).matches(paths);
                    assertThat(driver.network().datagramIo().fallbacks()).isZero();
                });
    }

    @Test
    void worksWithoutJackson() {
        runner.withPropertyValues("management.endpoints.jmx.exposure.include=bus", "spring.jmx.enabled=true")
                .withClassLoader(new FilteredClassLoader("tools.jackson", "com.fasterxml.jackson"))
                .run(context -> assertThat(context).hasSingleBean(BusEndpoint.class));
    }

    @Test
    void leavesTheEndpointOfTheApplicationAlone() {
        runner.withPropertyValues("management.endpoints.jmx.exposure.include=bus", "spring.jmx.enabled=true")
                .withBean("own", BusEndpoint.class, () -> new BusEndpoint(null, null, null, null, null))
                .run(context ->
                        assertThat(context).hasSingleBean(BusEndpoint.class).hasBean("own"));
    }
}
