package io.tradebus.spring.autoconfigure.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from the files of a machine, and what is made of files that are not there. */
class HostProbeTest {
    @TempDir
    private Path root;

    @Test
    void readsTheLimitsOfAContainer() throws IOException {
        write("proc/self/cgroup", "0::/");
        write("sys/fs/cgroup/memory.max", "536870912");
        write("sys/fs/cgroup/cpu.max", "150000 100000");
        write("proc/sys/net/core/rmem_max", "212992");
        write("proc/sys/net/core/wmem_max", "425984");
        Files.createDirectories(root.resolve("dev/shm"));

        HostSnapshot host = look();

        assertThat(host.memoryLimit()).isEqualTo(536_870_912);
        assertThat(host.processorLimit()).isEqualTo(1.5);
        assertThat(host.receiveBuffer()).isEqualTo(212_992);
        assertThat(host.sendBuffer()).isEqualTo(425_984);
        assertThat(host.hasSharedMemory()).isTrue();
        assertThat(host.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.usableBytes()).isPositive();
        assertThat(host.fileSystem()).isNotEmpty();
    }

    @Test
    void takesTheLowestLimitOfItsGroupAndThoseAboveIt() throws IOException {
        write("proc/self/cgroup", "0::/services/orders");
        write("sys/fs/cgroup/services/orders/memory.max", "max");
        write("sys/fs/cgroup/services/orders/cpu.max", "400000 100000");
        write("sys/fs/cgroup/services/memory.max", "1048576");
        write("sys/fs/cgroup/services/cpu.max", "200000 100000");
        write("sys/fs/cgroup/other/memory.max", "1");

        HostSnapshot host = look();

        assertThat(host.memoryLimit()).isEqualTo(1_048_576);
        assertThat(host.processorLimit()).isEqualTo(2);
    }

    @Test
    void takesForUnlimitedWhatTheMachineDoesNotSay() throws IOException {
        assertThat(look())
                .returns(HostSnapshot.UNLIMITED, HostSnapshot::memoryLimit)
                .returns(HostSnapshot.NO_PROCESSOR_LIMIT, HostSnapshot::processorLimit)
                .returns(HostSnapshot.UNLIMITED, HostSnapshot::receiveBuffer)
                .returns(HostSnapshot.UNLIMITED, HostSnapshot::sendBuffer)
                .returns(false, HostSnapshot::hasSharedMemory);

        write("proc/self/cgroup", "12:memory:/docker/1");
        write("sys/fs/cgroup/memory.max", "max");
        write("sys/fs/cgroup/cpu.max", "max 100000");
        write("proc/sys/net/core/rmem_max", "what is this");

        assertThat(look())
                .returns(HostSnapshot.UNLIMITED, HostSnapshot::memoryLimit)
                .returns(HostSnapshot.NO_PROCESSOR_LIMIT, HostSnapshot::processorLimit)
                .returns(HostSnapshot.UNLIMITED, HostSnapshot::receiveBuffer);
    }

    @Test
    void triesThePortsThatWillBeBound() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ListenPort port;
        try (var taken = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            port = new ListenPort("a", new InetSocketAddress(loopback, taken.getLocalPort()));
            var elsewhere = new ListenPort("b", new InetSocketAddress("192.0.2.1", taken.getLocalPort()));

            assertThat(look(port, elsewhere).refusedPorts()).containsOnlyKeys(port);
        }

        assertThat(look(port).refusedPorts()).isEmpty();
    }

    @Test
    void triesAPortOfAllAddresses() throws IOException {
        try (var taken = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0))) {
            var port = new ListenPort("a", new InetSocketAddress("0.0.0.0", taken.getLocalPort()));

            assertThat(look(port).refusedPorts()).containsOnlyKeys(port);
        }
    }

    private HostSnapshot look(ListenPort... ports) {
        var needs = new BusNeeds(true, root.resolve("to/be/made"), 0, 0, 0, 1, List.of(), true, 0, 0, List.of(ports));
        return new HostProbe(root).look(needs);
    }

    private void write(String file, String line) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, line + "\n");
    }
}
