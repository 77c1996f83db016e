package io.tradebus.spring.autoconfigure.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each finding with the numbers that lead to it, and those that just do not. */
class PreflightTest {
    private static final long MIB = 1 << 20;
    private static final ListenPort PORT = new ListenPort(
            "bus.streams.orders.channel", new InetSocketAddress(InetAddress.getLoopbackAddress(), 40123));

    private static final BusNeeds NEEDS = new Needs().build();
    private static final HostSnapshot HOST = new Host().build();

    @Test
    void findsNothingOnAMachineThatHasEverything() {
        assertThat(Preflight.findings(HOST, NEEDS)).isEmpty();
    }

    @Test
    void findsThatTheFilesDoNotFit() {
        assertThat(textOf(new Host().usable(40 * MIB), new Needs())).isEmpty();
        assertThat(textOf(new Host().usable(40 * MIB - 1), new Needs()))
                .isEqualTo(
                        "the files of the driver and the logs of all streams may take 40 MiB, and /dev/shm/bus has 40 MiB"
                                + " left; use smaller terms (bus.driver.term-length), a larger /dev/shm (a container: --shm-size)"
                                + " or another bus.driver.directory");
    }

    @Test
    void doesNotAskAgainForWhatItHasAlready() {
        BusNeeds running = new Needs().build().besides(30 * MIB);

        assertThat(running.ports()).isEmpty();
        assertThat(Preflight.findings(new Host().usable(10 * MIB).build(), running))
                .isEmpty();
        assertThat(Preflight.findings(new Host().usable(9 * MIB).build(), running))
                .singleElement()
                .extracting(HostFinding::problem)
                .asString()
                .contains("may take 10 MiB more, and /dev/shm/bus has 9 MiB left");
        assertThat(Preflight.findings(
                        new Host().usable(10 * MIB).memory(128 * MIB).build(), running))
                .singleElement()
                .extracting(HostFinding::problem)
                .asString()
                .contains("beside logs of 40 MiB");
        assertThat(new Needs().build().besides(0).ports()).isNotEmpty();
    }

    @Test
    void countsWhatTheStartDeletesAsFree() {
        BusNeeds starting = new Needs().build().inPlaceOf(30 * MIB);

        assertThat(starting.ports()).isNotEmpty();
        assertThat(Preflight.findings(new Host().usable(10 * MIB).build(), starting))
                .isEmpty();
        assertThat(Preflight.findings(new Host().usable(9 * MIB).build(), starting))
                .singleElement()
                .extracting(HostFinding::problem)
                .asString()
                .contains("may take 10 MiB more, and /dev/shm/bus has 9 MiB left");
        assertThat(Preflight.findings(
                        new Host().usable(0).build(), new Needs().build().inPlaceOf(50 * MIB)))
                .isEmpty();
    }

    @Test
    void findsADirectoryThatIsNotInMemory() {
        assertThat(textOf(new Host().fileSystem("ext4"), new Needs()))
                .isEqualTo("/dev/shm/bus is on ext4, not in memory, so the system writes each message to a disk too;"
                        + " set bus.driver.directory to a directory below /dev/shm");
        assertThat(textOf(new Host().fileSystem("ramfs"), new Needs())).isEmpty();
        assertThat(textOf(new Host().fileSystem(""), new Needs())).isEmpty();
        assertThat(textOf(new Host().fileSystem("apfs").sharedMemory(false), new Needs()))
                .isEmpty();
    }

    @Test
    void findsThatHeapAndLogsExceedTheContainer() {
        assertThat(textOf(new Host().memory(140 * MIB), new Needs())).isEmpty();
        assertThat(textOf(new Host().memory(128 * MIB), new Needs()))
                .isEqualTo("the container may use 128 MiB (memory.max), and the heap may grow to 100 MiB beside logs of"
                        + " 40 MiB, which count too; raise the limit of the container, or make the heap (-Xmx) or the"
                        + " terms (bus.driver.term-length) smaller");
    }

    @Test
    void findsMoreSpinningThreadsThanProcessors() {
        assertThat(textOf(new Host().processors(3), new Needs().spinning("sender", "bus-risk")))
                .isEmpty();
        assertThat(textOf(new Host().processors(2), new Needs().spinning("sender", "bus-risk")))
                .isEqualTo("threads that never rest take time from the application: 2 of them (sender, bus-risk), and"
                        + " there are 2 processors; choose bus.tuning=balanced, or backoff where it was set:"
                        + " bus.driver.idle-strategy, bus.listener.idle-strategy");
    }

    @Test
    void countsTheProcessorsOfTheContainer() {
        assertThat(textOf(new Host().processorLimit(1.5), new Needs().spinning("sender", "bus-risk")))
                .contains("and the container may use 1.5 processors (cpu.max)");
        assertThat(textOf(new Host().processorLimit(2.5), new Needs().spinning("sender", "bus-risk")))
                .isEmpty();
    }

    @Test
    void findsMoreThreadsOfTheDriverThanProcessors() {
        assertThat(textOf(new Host().processors(2), new Needs().driverThreads(2)))
                .isEmpty();
        assertThat(textOf(new Host().processors(2), new Needs().driverThreads(3)))
                .isEqualTo("the driver has 3 threads, and there are 2 processors; set bus.driver.threading=shared");
        assertThat(textOf(new Host().processorLimit(0.5), new Needs().driverThreads(1)))
                .isEmpty();
    }

    @Test
    void findsSocketBuffersThatTheSystemDoesNotGrant() {
        assertThat(textOf(new Host().buffers(2 * MIB, 2 * MIB), new Needs())).isEmpty();
        assertThat(textOf(new Host().buffers(212_992, 2 * MIB), new Needs()))
                .isEqualTo("bus.driver.socket.receive-buffer asks for 2097152 bytes, and the system grants a socket"
                        + " 212992, so bursts are lost sooner; run as root: sysctl -w net.core.rmem_max=2097152, or make"
                        + " bus.driver.socket.receive-buffer smaller");
        assertThat(textOf(new Host().buffers(2 * MIB, 212_992), new Needs()))
                .contains("bus.driver.socket.send-buffer")
                .contains("sysctl -w net.core.wmem_max=2097152");
        assertThat(textOf(new Host().buffers(1, 1), new Needs().network(false))).isEmpty();
    }

    @Test
    void findsPortsThatAreTaken() {
        assertThat(textOf(new Host().refused(Map.of(PORT, "Address already in use")), new Needs()))
                .isEqualTo(
                        "port 40123 of 127.0.0.1 (bus.streams.orders.channel) cannot be bound: Address already in use;"
                                + " end the program that has it (ss -lunp shows it), or choose another port on both sides");
    }

    @Test
    void leavesToAnExternalDriverWhatIsTheDriversMatter() {
        Host poor = new Host()
                .usable(0)
                .fileSystem("ext4")
                .memory(1)
                .buffers(1, 1)
                .refused(Map.of(PORT, "Address already in use"))
                .processors(1);

        assertThat(textOf(poor, new Needs().embedded(false))).isEmpty();
        assertThat(textOf(poor, new Needs().embedded(false).spinning("bus-risk")))
                .contains("1 of them (bus-risk)");
    }

    @Test
    void listsAllFindingsMostSevereFirst() {
        Host poor = new Host()
                .usable(0)
                .buffers(1, 1)
                .refused(Map.of(PORT, "Address already in use"))
                .processors(1);

        assertThat(Preflight.findings(
                        poor.build(), new Needs().spinning("driver").build()))
                .extracting(finding -> finding.problem().split(" ", 2)[0])
                .containsExactly(
                        "port", "the", "threads", "bus.driver.socket.receive-buffer", "bus.driver.socket.send-buffer");
    }

    private static String textOf(Host host, Needs needs) {
        List<HostFinding> findings = Preflight.findings(host.build(), needs.build());
        assertThat(findings).hasSizeLessThan(2);
        return findings.isEmpty() ? "" : findings.get(0).text();
    }

    /** A machine that has just about everything. */
    private static final class Host {
        private int processors = 4;
        private double processorLimit = HostSnapshot.NO_PROCESSOR_LIMIT;
        private long memory = HostSnapshot.UNLIMITED;
        private long receive = HostSnapshot.UNLIMITED;
        private long send = HostSnapshot.UNLIMITED;
        private boolean sharedMemory = true;
        private String fileSystem = "tmpfs";
        private long usable = HostSnapshot.UNLIMITED;
        private Map<ListenPort, String> refused = Map.of();

        Host processors(int count) {
            processors = count;
            return this;
        }

        Host processorLimit(double limit) {
            processorLimit = limit;
            return this;
        }

        Host memory(long bytes) {
            memory = bytes;
            return this;
        }

        Host buffers(long receiveBytes, long sendBytes) {
            receive = receiveBytes;
            send = sendBytes;
            return this;
        }

        Host sharedMemory(boolean isThere) {
            sharedMemory = isThere;
            return this;
        }

        Host fileSystem(String type) {
            fileSystem = type;
            return this;
        }

        Host usable(long bytes) {
            usable = bytes;
            return this;
        }

        Host refused(Map<ListenPort, String> ports) {
            refused = ports;
            return this;
        }

        HostSnapshot build() {
            return new HostSnapshot(
                    processors, processorLimit, memory, receive, send, sharedMemory, fileSystem, usable, refused);
        }
    }

    /** An application with an embedded driver, 40 MiB of files, a heap of 100 MiB and one stream over UDP. */
    private static final class Needs {
        private boolean embedded = true;
        private int driverThreads = 1;
        private List<String> spinning = List.of();
        private boolean network = true;

        Needs embedded(boolean isEmbedded) {
            embedded = isEmbedded;
            return this;
        }

        Needs driverThreads(int count) {
            driverThreads = count;
            return this;
        }

        Needs spinning(String... threads) {
            spinning = List.of(threads);
            return this;
        }

        Needs network(boolean isOnNetwork) {
            network = isOnNetwork;
            return this;
        }

        BusNeeds build() {
            return new BusNeeds(
                    embedded,
                    Path.of("/dev/shm/bus"),
                    40 * MIB,
                    0,
                    100 * MIB,
                    driverThreads,
                    spinning,
                    network,
                    2 * MIB,
                    2 * MIB,
                    List.of(PORT));
        }
    }
}
