package io.tradebus.spring.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.LogConfig;
import io.tradebus.core.config.ThreadingConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.Driver;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import io.tradebus.spring.support.FreePorts;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.FileSystemUtils;

/**
 * An application that uses about everything begins and ends ten times in one JVM, in each of the ways Spring has, and leaves
 * nothing behind: no thread, file, map, port, counter of the driver or meter. What a JVM keeps once it has it is there before
 * that is looked at, because a first round is not counted.
 */
class NothingIsLeftIT {
    private static final int ROUNDS = 10;

    private final Path parent = DriverDirectories.create();
    private final Path directory = parent.resolve("driver");
    private final List<Integer> ports = List.of(FreePorts.next(), FreePorts.next(), FreePorts.next());

    @BeforeEach
    void beginWithNothing() {
        assertThat(meters()).isEmpty();
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    @Test
    void ofContextsWithADriverOfTheirOwn() throws Exception {
        beginAndEnd("first");
        var before = ProcessResources.now();

        for (int round = 0; round < ROUNDS; round++) {
            beginAndEnd("round " + round);
            assertThat(meters()).isEmpty();
            assertThat(directory).doesNotExist();
        }

        assertNothingSince(before);
    }

    @Test
    void ofAContextThatIsStoppedAndStarted() throws Exception {
        beginAndEnd("first");
        var before = ProcessResources.now();

        try (ConfigurableApplicationContext context = start()) {
            for (int round = 0; round < ROUNDS; round++) {
                BusyApplication.use(context, "round " + round);
                context.stop();
                assertThat(directory).doesNotExist();
                Await.until(
                        "the bus is at rest", () -> leftSince(before).stream().noneMatch(this::isOfARunningBus));
                context.start();
            }
        }

        assertNothingSince(before);
    }

    @Test
    void ofAContextThatIsRefreshed() throws Exception {
        beginAndEnd("first");
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", asMap(properties())));
        var before = ProcessResources.now();

        try (var context = new RefreshableContext(environment, BusyApplication.class)) {
            for (int round = 0; round < ROUNDS; round++) {
                context.refresh();
                BusyApplication.use(context, "round " + round);
            }
        }

        assertThat(meters()).isEmpty();
        assertNothingSince(before);
    }

    @Test
    void ofContextsAtADriverThatGoesOn() throws Exception {
        try (Driver driver = startDriver()) {
            beginAndEnd("first", "bus.driver.mode=external");
            Await.until("the driver has let go", () -> countersOfClients(driver), List::isEmpty);
            var before = ProcessResources.now();

            for (int round = 0; round < ROUNDS; round++) {
                beginAndEnd("round " + round, "bus.driver.mode=external");
                assertThat(meters()).isEmpty();
            }

            Await.until("the driver has let go", () -> countersOfClients(driver), List::isEmpty);
            assertNothingSince(before);
        }
    }

    private void beginAndEnd(String message, String... more) throws Exception {
        try (ConfigurableApplicationContext context = start(more)) {
            BusyApplication.use(context, message);
        }
    }

    private ConfigurableApplicationContext start(String... more) {
        return new SpringApplicationBuilder(BusyApplication.class)
                .web(WebApplicationType.SERVLET)
                .logStartupInfo(false)
                .properties(
                        Stream.concat(properties().stream(), Stream.of(more)).toArray(String[]::new))
                .run();
    }

    private List<String> properties() {
        return BusyApplication.properties(directory.toString(), ports.get(0), ports.get(1), ports.get(2));
    }

    private static Map<String, Object> asMap(List<String> properties) {
        return properties.stream().map(line -> line.split("=", 2)).collect(Collectors.toMap(p -> p[0], p -> p[1]));
    }

    private Driver startDriver() {
        IdleConfig idle = IdleConfig.DEFAULT.withShared(new IdleSettings("sleep-ns", "1ms"));
        return Driver.start(DriverConfig.defaults(directory)
                .withLog(LogConfig.DEFAULT.withIpcTermLength(64 << 10))
                .withThreading(
                        ThreadingConfig.DEFAULT.withMode(ThreadingMode.SHARED).withIdle(idle)));
    }

    // ---- what is left

    private void assertNothingSince(ProcessResources before) {
        Await.until("nothing is left", () -> leftSince(before), Set::isEmpty);
        assertThat(ports).allMatch(NothingIsLeftIT::isFree);
    }

    /** A driver's counters may be looked at when it has gone, so they stay mapped until nobody can any more. */
    private static Set<String> leftSince(ProcessResources before) {
        Set<String> left = ProcessResources.now().without(before);
        if (!left.isEmpty()) {
            System.gc();
        }
        return left;
    }

    /** The thread of the events is there as long as the context is. */
    private boolean isOfARunningBus(String resource) {
        return resource.contains(directory.toString())
                || (resource.startsWith("thread bus-") && !resource.startsWith("thread bus-events"));
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> meters() {
        return Stream.of(BusyApplication.METERS, Metrics.globalRegistry)
                .flatMap(registry -> registry.getMeters().stream())
                .map(meter -> meter.getId().toString())
                .filter(id -> id.contains("'bus."))
                .toList();
    }

    /** But those the driver has for itself, some of which it makes when it first needs them. */
    private static List<String> countersOfClients(Driver driver) {
        CountersReader reader = driver.counters();
        List<String> labels = new ArrayList<>();
        reader.forEach((id, type, key, label) -> {
            boolean isOfDriver = id < SystemCounter.count()
                    || label.startsWith("rejected-datagrams")
                    || type == CounterType.DATAGRAM_PATH.id()
                    || type == CounterType.DATAGRAM_FALLBACKS.id();
            if (!isOfDriver) {
                labels.add(label);
            }
        });
        return labels;
    }
}
