package io.tradebus.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.autoconfigure.preflight.HostProbe;
import io.tradebus.spring.autoconfigure.preflight.PreflightCheck;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.test.sample.Desk;
import io.tradebus.spring.test.sample.DeskListener;
import io.tradebus.spring.test.sample.Order;
import io.tradebus.spring.test.sample.OrderConverter;
import io.tradebus.spring.test.sample.Web;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.ContextConfiguration;

class BusTestSliceTest {
    private static DriverConfig driverOf(ApplicationContext context) {
        BusRuntime runtime = context.getBean(BusRuntimeLifecycle.class).runtime();
        return Objects.requireNonNull(Objects.requireNonNull(runtime).driver()).config();
    }

    record Fill(String symbol, int quantity) {}

    @Nested
    @BusTest(streams = {"orders=udp://127.0.0.1:40123:1001", "fills=ipc:1002"})
    @ContextConfiguration(classes = {Desk.class, OnAMachineThatGrantsSocketsLittle.Machine.class})
    class OnAMachineThatGrantsSocketsLittle {
        @TempDir
        private static Path root;

        @TestConfiguration(proxyBeanMethods = false)
        static class Machine {
            @Bean
            HostProbe probe() throws IOException {
                Path settings = Files.createDirectories(root.resolve("proc/sys/net/core"));
                Files.writeString(settings.resolve("rmem_max"), "4096\n");
                return new HostProbe(root);
            }
        }

        @Test
        void doesNotLookAtIt(@Autowired PreflightCheck preflight) {
            assertThat(preflight.isRunning()).isTrue();
            assertThat(preflight.findings()).isEmpty();
        }
    }

    @Nested
    @BusTest(
            streams = {"orders=ipc:1001", "fills=ipc:1002", "checked-orders=ipc:1003"},
            properties = "bus.streams.checked-orders.payload=raw")
    @ContextConfiguration(classes = Desk.class)
    class OfAStreamThatTheApplicationHasToo {
        @Test
        void addsToWhatTheApplicationSays(@Autowired BusStreams streams) {
            assertThat(streams.get("checked-orders").payload()).isEqualTo(Payload.RAW);
            assertThat(streams.get("checked-orders").definition().streamId()).isEqualTo(1003);
        }
    }

    @Nested
    @BusTest(streams = {"orders=ipc:1001", "fills=ipc:1002"})
    @ContextConfiguration(classes = Desk.class)
    class ByDefault {
        @Autowired
        ApplicationContext context;

        @Test
        void hasListenersAndWhatTheBusAsksFor() {
            assertThat(context.getBean(BusListenerRegistry.class).listeners()).hasSize(1);
            assertThat(context.getBeansOfType(DeskListener.class)).hasSize(1);
            assertThat(context.getBeansOfType(OrderConverter.class)).hasSize(1);
        }

        @Test
        void hasNothingElseOfTheApplication() {
            assertThat(context.containsBean("web")).isFalse();
        }

        @Test
        void hasASmallDriverOfItsOwn() {
            DriverConfig driver = driverOf(context);

            assertThat(driver.log().ipcTermLength()).isEqualTo(64 << 10);
            assertThat(driver.threading().mode()).isEqualTo(ThreadingMode.INVOKER);
            assertThat(driver.directory()).isDirectory();
            assertThat(driver.directory().getFileName().toString()).startsWith("bus-test-");
        }

        @Test
        void readsMessagesByTheApplicationsConverters(@Autowired BusTemplate bus) {
            try (BusProbe orders = BusProbe.of(bus, "orders")) {
                bus.send("orders", new Order("ACME", 7));

                assertThat(orders).hasReceived(1).decodedAs(Order.class).containsExactly(new Order("ACME", 7));
            }
        }

        @Test
        void readsJsonWhereJacksonIsThere(@Autowired BusTemplate bus) {
            try (BusProbe fills = BusProbe.of(bus, "fills")) {
                bus.send("fills", new Fill("ACME", 7));

                assertThat(fills).lastAs(Fill.class).isEqualTo(new Fill("ACME", 7));
                assertThat(fills.messages()).extracting(ProbedMessage::text).containsExactly("""
                        {"symbol":"ACME","quantity":7}""");
            }
        }
    }

    @Nested
    @BusTest(
            streams = "orders=ipc:1001",
            stepped = false,
            properties = {"bus.driver.term-length=128KB", "bus.template.send-timeout=10s"})
    @ContextConfiguration(classes = Desk.class)
    class WithThreads {
        @Autowired
        BusTemplate bus;

        @Autowired
        BusTestDriver driver;

        @Autowired
        DeskListener desk;

        @Test
        void waitsForWhatListenersDo() {
            bus.send("orders", new Order("ACME", 1));

            driver.runUntil(() -> desk.orders().contains(new Order("ACME", 1)));
        }

        @Test
        void holdsBackAStream() {
            try (BusBackPressure full = driver.backPressure("orders")) {
                assertThat(full.stream()).isEqualTo("orders");
                assertThat(bus.offer("orders", new Order("ACME", 2)).status()).isEqualTo(OfferStatus.BACK_PRESSURED);
            }
            bus.send("orders", new Order("ACME", 3));

            driver.runUntil(() -> desk.orders().contains(new Order("ACME", 3)));
            assertThat(desk.orders()).doesNotContain(new Order("ACME", 2));
        }

        @Test
        void hasNoClockToTurn() {
            assertThatThrownBy(() -> driver.advance(Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stepped = false");
            assertThatThrownBy(() -> driver.run()).isInstanceOf(IllegalStateException.class);
            assertThat(driver.isStepped()).isFalse();
        }

        @Test
        void takesTheTestsPropertiesBeforeItsOwn(@Autowired ApplicationContext context) {
            assertThat(driverOf(context).log().ipcTermLength()).isEqualTo(128 << 10);
        }
    }

    @Nested
    @BusTest(streams = "orders=ipc:1001")
    @AutoConfigureMetrics
    @ContextConfiguration(classes = Desk.class)
    class WithMetrics {
        @Test
        void countsMessages(
                @Autowired MeterRegistry meters, @Autowired BusTemplate bus, @Autowired BusTestDriver driver) {
            bus.send("orders", new Order("ACME", 1));
            driver.run();

            assertThat(meters.get("bus.listener.messages")
                            .tag("listener", "desk-listener-on-order")
                            .tag("result", "success")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Nested
    @BusTest(
            streams = "orders=ipc:1001",
            includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Web.class),
            excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = DeskListener.class))
    @ContextConfiguration(classes = Desk.class)
    class WithOtherFilters {
        @Test
        void hasWhatTheyLetIn(@Autowired ApplicationContext context) {
            assertThat(context.containsBean("web")).isTrue();
            assertThat(context.getBeansOfType(DeskListener.class)).isEmpty();
        }
    }
}
