package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DatagramIo;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.StorageConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.FreePorts;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What drivers with real threads and sockets leave open in their process. */
@EnabledOnOs(OS.LINUX)
class DriverDescriptorsTest {
    private static final int DRIVERS = 30;

    private final Path directory = TestDirectories.create();

    @AfterEach
    void deleteDirectory() {
        new DriverDirectory(directory).delete();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INVOKER")
    void areClosedWithTheDriver(ThreadingMode mode) {
        requireNoneLeft(mode, DatagramIo.NIO);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INVOKER")
    @EnabledForJreRange(min = JRE.JAVA_22)
    void ofNativePortsAreClosedWithTheDriver(ThreadingMode mode) {
        requireNoneLeft(mode, DatagramIo.NATIVE);
    }

    private void requireNoneLeft(ThreadingMode mode, DatagramIo io) {
        run(mode, io);
        List<String> before = descriptors();

        for (int i = 0; i < DRIVERS; i++) {
            run(mode, io);
        }

        Await.until(
                "as few descriptors as before: " + before, () -> descriptors().size() <= before.size());
    }

    private void run(ThreadingMode mode, DatagramIo io) {
        String channel = "aeron:udp?endpoint=127.0.0.1:" + FreePorts.next();
        try (Driver driver = Driver.start(config(mode, io));
                Client client = Client.connect(ClientConfig.defaults(directory));
                Subscription subscription = client.addSubscription(channel, 1001);
                Publication publication = client.addPublication(channel, 1001)) {
            assertThat(subscription.channel()).isEqualTo(channel);
            Await.until("connected", publication::isConnected);
            assertThat(pathCounters(driver)).isEqualTo(io == DatagramIo.NATIVE ? 1 : 0);
        }
    }

    private static int pathCounters(Driver driver) {
        List<Integer> found = new ArrayList<>();
        driver.counters().forEach((counterId, typeId, keyBuffer, label) -> {
            if (typeId == CounterType.DATAGRAM_PATH.id()) {
                found.add(counterId);
            }
        });
        return found.size();
    }

    /** Sockets, and what waits for them; files belong to many others. */
    private static List<String> descriptors() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.map(DriverDescriptorsTest::target)
                    .filter(target -> target.startsWith("socket:") || target.startsWith("anon_inode:"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }

    private DriverConfig config(ThreadingMode mode, DatagramIo io) {
        DriverConfig config = DriverHarness.smallConfig(directory);
        return config.withThreading(config.threading().withMode(mode))
                .withStorage(StorageConfig.DEFAULT.withLowSpaceWarningThreshold(0))
                .withNetwork(
                        config.network().withSocket(config.network().socket().withDatagramIo(io)));
    }
}
