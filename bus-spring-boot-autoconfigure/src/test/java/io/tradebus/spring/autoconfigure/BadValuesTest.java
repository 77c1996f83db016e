package io.tradebus.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.spring.annotation.BusListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Each number, duration and size that can be set, with values that fail the start by a message that names the property. */
class BadValuesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration-spring.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(bus\\.[^`]+)` \\| [^|]* \\| (number|duration|size)[^|]* \\|");

    /** What may be any number. */
    private static final Set<String> WITHOUT_LIMITS = Set.of(
            "bus.streams.<stream>.stream-id", "bus.streams.<stream>.request.reply-stream-id", "bus.listener.phase");

    private static final String LONGEST = " to 106751d";

    /** Property, value, and what follows the name of the property. */
    private static final String[] BAD_VALUES = {
        "bus.driver.idle.spins | -1 | must be at least 0, but was -1",
        "bus.driver.idle.yields | -1 | must be at least 0, but was -1",
        "bus.driver.idle.min-park | -1us | must be from 1ns" + LONGEST + ", but was -1000ns",
        "bus.driver.idle.min-park | 0s | must be from 1ns" + LONGEST + ", but was 0s",
        "bus.driver.idle.min-park | 1s | must be at most 10ms (bus.driver.idle.max-park), but was 1s",
        "bus.driver.idle.max-park | -1ms | must be from 1ns" + LONGEST + ", but was -1ms",
        "bus.driver.idle.max-park | 1ns | must be from 1000ns" + LONGEST + ", but was 1ns",
        "bus.driver.timeout | -1s | must be from 1ms" + LONGEST + ", but was -1s",
        "bus.driver.timeout | 999999d | must be from 1ms" + LONGEST + ", but was 999999d",
        "bus.driver.timeout | 1s | must be longer than 1s (the interval at which the driver looks), but was 1s",
        "bus.driver.start-timeout | -1s | must be from 0s" + LONGEST + ", but was -1s",
        "bus.driver.publication-linger | -1s | must be from 0s" + LONGEST + ", but was -1s",
        "bus.driver.image-liveness-timeout | 0s | must be from 1ns" + LONGEST + ", but was 0s",
        "bus.driver.unblock-timeout | -1s | must be from 1ns" + LONGEST + ", but was -1s",
        "bus.driver.unblock-timeout | 10s | must be longer than 10s (bus.driver.timeout), but was 10s",
        "bus.driver.term-length | -1B | must be a power of two from 64KB to 1GB, but was -1B",
        "bus.driver.term-length | 96KB | must be a power of two from 64KB to 1GB, but was 98304B",
        "bus.driver.mtu | -1B | must be a multiple of 32B from 64B to 65504B, but was -1B",
        "bus.driver.mtu | 64KB | must be a multiple of 32B from 64B to 65504B, but was 65536B",
        "bus.driver.ipc-mtu | 1000B | must be a multiple of 32B from 64B to 65504B, but was 1000B",
        "bus.driver.low-storage-warning | -1B | must be 0B or more, but was -1B",
        "bus.driver.counters-buffer | -1B | must be a multiple of 128B from 1MB to 500MB, but was -1B",
        "bus.driver.counters-buffer | 4GB | must be a multiple of 128B from 1MB to 500MB, but was 4294967296B",
        "bus.driver.error-buffer | 1MB | must be from 4MB to 1GB, but was 1MB",
        "bus.driver.socket.send-buffer | -1B | must be 0B, or from 1408B (bus.driver.mtu) to 2147483647B, but was -1B",
        "bus.driver.socket.receive-buffer | 64KB | must be 0B, or from 128KB (the least window of receivers) to"
                + " 2147483647B, but was 64KB",
        "bus.driver.socket.multicast-ttl | 256 | must be from 0 to 255, but was 256",
        "bus.driver.nak-outstanding | 0 | must be from 1 to 64, but was 0",
        "bus.streams.<stream>.term-length | 100KB | must be a power of two from 64KB to 1GB, but was 102400B",
        "bus.streams.<stream>.mtu | -32B | must be a multiple of 32B from 64B to 65504B, but was -32B",
        "bus.streams.<stream>.linger | -1ms | must be from 0s" + LONGEST + ", but was -1ms",
        "bus.streams.<stream>.receiver-window | -1B | must be from 1B to 1GB, but was -1B",
        "bus.streams.<stream>.nak-outstanding | 65 | must be from 1 to 64, but was 65",
        "bus.streams.<stream>.back-pressure-timeout | 0s | must be positive, but was PT0S",
        "bus.streams.<stream>.request.max-in-flight | 0 | must be from 1 to 1048576, but was 0",
        "bus.streams.<stream>.request.timeout | -1s | must be positive, but was PT-1S",
        "bus.template.send-timeout | -1s | must be from 0s" + LONGEST + ", but was -1s",
        "bus.template.back-pressure-event-after | -1s | must be from 0s" + LONGEST + ", but was -1s",
        "bus.listener.fragment-limit | 0 | must be at least 1, but was 0",
        "bus.listener.retry.max-attempts | -1 | must be at least 0, but was -1",
        "bus.listener.retry.delay | -1s | must be from 0 to retry.max-delay, but was PT-1S",
        "bus.listener.retry.multiplier | 0.5 | must be at least 1, but was 0.5",
        "bus.listener.retry.max-delay | -1s | must be at least retry.delay PT0.01S, but was PT-1S",
        "bus.listener.drain-timeout | -1s | must not be negative, but was PT-1S",
        "bus.listener.idle-event-interval | 0s | must be positive, but was PT0S",
        "bus.listener.concurrency | 0 | must be at least 1, but was 0",
        "bus.listener.timing-sample | 0 | must be at least 1, but was 0",
        "bus.listener.agents.<agent>.cpu | -1 | must be at least 0, but was -1",
        "bus.listeners.<listener>.fragment-limit | 0 | must be at least 1, but was 0",
        "bus.listeners.<listener>.retry.max-attempts | -1 | must be at least 0, but was -1",
        "bus.listeners.<listener>.retry.delay | 5s | must be from 0 to retry.max-delay, but was PT5S",
        "bus.listeners.<listener>.retry.multiplier | -1 | must be at least 1, but was -1.0",
        "bus.listeners.<listener>.retry.max-delay | 1ms | must be at least retry.delay PT0.01S, but was PT0.001S",
        "bus.listeners.<listener>.drain-timeout | -1s | must not be negative, but was PT-1S",
        "bus.listeners.<listener>.idle-event-interval | -1s | must be positive, but was PT-1S",
        "bus.listeners.<listener>.concurrency | -1 | must be at least 1, but was -1",
        "bus.listeners.<listener>.timing-sample | -1 | must be at least 1, but was -1",
    };

    @TempDir
    private Path directory;

    private ApplicationContextRunner runner;

    static class Risk {
        @BusListener(id = "risk", streams = "orders")
        void onOrder(String order) {}
    }

    static Stream<Arguments> badValues() {
        return Stream.of(BAD_VALUES).map(row -> Arguments.of((Object[]) row.split(" \\| ")));
    }

    @BeforeEach
    void configure() {
        runner = BusContexts.in(directory)
                .withBean(Risk.class)
                .withPropertyValues(
                        "bus.streams.orders.back-pressure=block",
                        "bus.streams.orders.back-pressure-timeout=1s",
                        "bus.streams.far.channel=udp://127.0.0.1:40123",
                        "bus.streams.far.stream-id=1002",
                        "bus.streams.questions.channel=ipc",
                        "bus.streams.questions.stream-id=1003",
                        "bus.streams.questions.request.reply-stream-id=1004");
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void failTheStartWithTheNameOfTheProperty(String property, String value, String problem) {
        String name = name(property);

        runner.withPropertyValues(name + "=" + value)
                .run(context -> assertThat(failureOf(context))
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessageStartingWith(name + " " + problem));
    }

    @Test
    void areTriedOfEachPropertyThatHasLimits() throws IOException {
        Set<String> documented = new TreeSet<>();
        Matcher rows = ROW.matcher(Files.readString(DOCUMENT, UTF_8));
        while (rows.find()) {
            documented.add(rows.group(1));
        }
        Set<String> known = new TreeSet<>(WITHOUT_LIMITS);
        badValues().forEach(row -> known.add((String) row.get()[0]));

        assertThat(known).isEqualTo(documented);
    }

    private static String name(String property) {
        String stream = property.contains(".request.") ? "questions" : "orders";
        boolean isForNetwork = property.endsWith(".receiver-window") || property.endsWith(".nak-outstanding");
        return property.replace("<stream>", isForNetwork ? "far" : stream)
                .replace("<listener>", "risk")
                .replace("<agent>", "fast");
    }

    private static Throwable failureOf(AssertableApplicationContext context) {
        Throwable failure = Objects.requireNonNull(context.getStartupFailure());
        while (!(failure instanceof BusConfigurationException) && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }
}
