package io.tradebus.spring.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.RegistrationException;
import io.tradebus.core.counters.CounterType;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.autoconfigure.endpoint.BusCountersDescription.Counter;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.support.Await;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BusCountersEndpointTest {
    @TempDir
    private Path directory;

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        runner = BusContexts.in(directory)
                .withPropertyValues(
                        "management.endpoints.jmx.exposure.include=bus,buscounters", "spring.jmx.enabled=true");
    }

    @Test
    void showsAllCountersOfTheDriver() {
        runner.run(context -> {
            List<Counter> counters =
                    context.getBean(BusCountersEndpoint.class).counters(null).counters();

            assertThat(counters).hasSizeGreaterThan(30);
            assertThat(counters.get(0)).isEqualTo(new Counter(0, 0, "Bytes sent", 0));
            assertThat(counters).extracting(Counter::id).isSorted().doesNotHaveDuplicates();
        });
    }

    @Test
    void showsThoseWhoseLabelHasTheFilterInIt() {
        runner.run(context -> {
            context.getBean(BusOperations.class).publisher("orders");

            List<Counter> counters = context.getBean(BusCountersEndpoint.class)
                    .counters("PUB-LMT")
                    .counters();

            assertThat(counters).singleElement().satisfies(counter -> {
                assertThat(counter.type()).isEqualTo(CounterType.PUBLISHER_LIMIT.id());
                assertThat(counter.label()).startsWith("pub-lmt").contains("1001");
            });
        });
    }

    @Test
    void showsWhatWentWrongInTheDriver() {
        runner.withPropertyValues(
                        "bus.streams.refused.channel=aeron:udp?endpoint=127.0.0.1:40456|interface=192.0.2.7",
                        "bus.streams.refused.stream-id=7")
                .run(context -> {
                    BusOperations bus = context.getBean(BusOperations.class);
                    assertThatThrownBy(() -> bus.publisher("refused")).isInstanceOf(RegistrationException.class);

                    BusCountersEndpoint endpoint = context.getBean(BusCountersEndpoint.class);
                    Await.until(
                            "recorded", () -> !endpoint.counters(null).errors().isEmpty());
                    assertThat(endpoint.counters("no label has this").errors())
                            .singleElement()
                            .satisfies(error -> {
                                assertThat(error.text()).contains("192.0.2.7");
                                assertThat(error.count()).isEqualTo(1);
                                assertThat(error.first()).isAfter(Instant.EPOCH).isBeforeOrEqualTo(error.last());
                            });
                });
    }

    @Test
    void showsNothingWhileTheBusIsStopped() {
        runner.run(context -> {
            context.getBean(BusRuntimeLifecycle.class).stop();

            assertThat(context.getBean(BusCountersEndpoint.class).counters(null))
                    .isEqualTo(new BusCountersDescription(List.of(), List.of()));
        });
    }

    @Test
    void isExposedByItself() {
        BusContexts.in(directory)
                .withPropertyValues("management.endpoints.jmx.exposure.include=buscounters", "spring.jmx.enabled=true")
                .run(context -> assertThat(context)
                        .hasSingleBean(BusCountersEndpoint.class)
                        .doesNotHaveBean(BusEndpoint.class));
        BusContexts.in(directory)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BusCountersEndpoint.class));
    }
}
