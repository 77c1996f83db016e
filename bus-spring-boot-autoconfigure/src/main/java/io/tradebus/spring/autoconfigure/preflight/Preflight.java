package io.tradebus.spring.autoconfigure.preflight;

import io.tradebus.spring.autoconfigure.preflight.HostFinding.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Holds what an application asks for against what the machine has. Pure: no files, no sockets. */
public final class Preflight {
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "hugetlbfs");
    private static final long MIB = 1 << 20;

    private final HostSnapshot host;
    private final BusNeeds needs;
    private final List<HostFinding> findings = new ArrayList<>();

    private Preflight(HostSnapshot host, BusNeeds needs) {
        this.host = host;
        this.needs = needs;
    }

    /** What the bus would suffer from on this machine, most severe first; empty if nothing. */
    public static List<HostFinding> findings(HostSnapshot host, BusNeeds needs) {
        return new Preflight(host, needs).look();
    }

    private List<HostFinding> look() {
        if (needs.isEmbedded()) {
            lookAtPorts();
            lookAtFiles();
            lookAtMemory();
        }
        lookAtProcessors();
        if (needs.isEmbedded() && needs.isOnNetwork()) {
            lookAtSocket("receive", needs.receiveBuffer(), host.receiveBuffer(), "net.core.rmem_max");
            lookAtSocket("send", needs.sendBuffer(), host.sendBuffer(), "net.core.wmem_max");
        }
        return findings;
    }

    private void lookAtPorts() {
        for (ListenPort port : needs.ports()) {
            String reason = host.refusedPorts().get(port);
            if (reason != null) {
                var address = port.address();
                add(
                        Subject.PORT,
                        "port " + address.getPort() + " of "
                                + address.getAddress().getHostAddress() + " (" + port.property() + ") cannot be bound: "
                                + reason,
                        "end the program that has it (ss -lunp shows it), or choose another port on both sides");
            }
        }
    }

    private void lookAtFiles() {
        if (needs.newFileBytes() > host.usableBytes()) {
            add(
                    Subject.STORAGE,
                    "the files of the driver and the logs of all streams may take " + mebibytes(needs.newFileBytes())
                            + (needs.heldBytes() == 0 ? "" : " more") + ", and " + needs.directory() + " has "
                            + mebibytes(host.usableBytes()) + " left",
                    "use smaller terms (bus.driver.term-length), a larger /dev/shm (a container: --shm-size) or another"
                            + " bus.driver.directory");
        }
        if (host.hasSharedMemory() && !host.fileSystem().isEmpty() && !IN_MEMORY.contains(host.fileSystem())) {
            add(
                    Subject.DIRECTORY,
                    needs.directory() + " is on " + host.fileSystem()
                            + ", not in memory, so the system writes each message to a disk too",
                    "set bus.driver.directory to a directory below /dev/shm");
        }
    }

    private void lookAtMemory() {
        boolean isCounted = IN_MEMORY.contains(host.fileSystem());
        long most = needs.heapBytes() + (isCounted ? needs.fileBytes() : 0);
        if (isCounted && most > host.memoryLimit()) {
            add(
                    Subject.MEMORY,
                    "the container may use " + mebibytes(host.memoryLimit())
                            + " (memory.max), and the heap may grow to "
                            + mebibytes(needs.heapBytes()) + " beside logs of " + mebibytes(needs.fileBytes())
                            + ", which count too",
                    "raise the limit of the container, or make the heap (-Xmx) or the terms (bus.driver.term-length)"
                            + " smaller");
        }
    }

    /** A thread that spins takes a processor; one more must be left for the rest of the application. */
    private void lookAtProcessors() {
        boolean isLimited = host.processorLimit() < host.processors();
        double processors = isLimited ? host.processorLimit() : host.processors();
        String available = isLimited
                ? "the container may use " + String.format(Locale.ROOT, "%.1f", processors) + " processors (cpu.max)"
                : "there are " + host.processors() + " processors";
        List<String> spinning = needs.spinningThreads();
        if (!spinning.isEmpty() && spinning.size() >= processors) {
            add(
                    Subject.PROCESSORS,
                    "threads that never rest take time from the application: " + spinning.size() + " of them ("
                            + String.join(", ", spinning) + "), and " + available,
                    "choose bus.tuning=balanced, or backoff where it was set: bus.driver.idle-strategy,"
                            + " bus.listener.idle-strategy");
        } else if (needs.isEmbedded() && needs.driverThreads() > 1 && needs.driverThreads() > processors) {
            add(
                    Subject.PROCESSORS,
                    "the driver has " + needs.driverThreads() + " threads, and " + available,
                    "set bus.driver.threading=shared");
        }
    }

    private void lookAtSocket(String kind, long asked, long granted, String setting) {
        if (asked > granted) {
            add(
                    Subject.SOCKET_BUFFERS,
                    "bus.driver.socket." + kind + "-buffer asks for " + asked
                            + " bytes, and the system grants a socket " + granted + ", so bursts are lost sooner",
                    "run as root: sysctl -w " + setting + "=" + asked + ", or make bus.driver.socket." + kind
                            + "-buffer smaller");
        }
    }

    private void add(Subject subject, String problem, String fix) {
        findings.add(new HostFinding(subject, problem, fix));
    }

    private static String mebibytes(long bytes) {
        return (bytes + MIB - 1) / MIB + " MiB";
    }
}
