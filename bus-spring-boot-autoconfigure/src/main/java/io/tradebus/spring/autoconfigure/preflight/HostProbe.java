package io.tradebus.spring.autoconfigure.preflight;

import io.tradebus.core.files.StorageCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a machine has. What it does not say, as on other systems than Linux, counts as unlimited. */
public final class HostProbe {
    private static final String UNIFIED_GROUP = "0::";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern QUOTA_AND_PERIOD = Pattern.compile("(\\d+) ([1-9]\\d*)");

    private final Path root;

    /** @param root of the file system; another one than {@code /} in tests */
    public HostProbe(Path root) {
        this.root = root;
    }

    /** The machine as it is now. Each port is bound for a moment, and given back. */
    public HostSnapshot look(BusNeeds needs) {
        return new HostSnapshot(
                Runtime.getRuntime().availableProcessors(),
                processorLimit(),
                memoryLimit(),
                number(root.resolve("proc/sys/net/core/rmem_max")),
                number(root.resolve("proc/sys/net/core/wmem_max")),
                Files.isDirectory(root.resolve("dev/shm")),
                fileSystem(needs.directory()),
                usableBytes(needs.directory()),
                refused(needs));
    }

    // ---- limits of the container: the lowest of this group and those above it

    double processorLimit() {
        double lowest = HostSnapshot.NO_PROCESSOR_LIMIT;
        Path top = root.resolve("sys/fs/cgroup");
        for (Path group = group(top); group != null && group.startsWith(top); group = group.getParent()) {
            String line = line(group.resolve("cpu.max"));
            Matcher quota = QUOTA_AND_PERIOD.matcher(line == null ? "" : line);
            if (quota.matches()) {
                lowest = Math.min(lowest, Double.parseDouble(quota.group(1)) / Double.parseDouble(quota.group(2)));
            }
        }
        return lowest;
    }

    long memoryLimit() {
        long lowest = HostSnapshot.UNLIMITED;
        Path top = root.resolve("sys/fs/cgroup");
        for (Path group = group(top); group != null && group.startsWith(top); group = group.getParent()) {
            lowest = Math.min(lowest, number(group.resolve("memory.max")));
        }
        return lowest;
    }

    /** The group of this process in version 2; in a container of its own that is the top one. */
    private Path group(Path top) {
        String line = line(root.resolve("proc/self/cgroup"));
        if (line == null || !line.startsWith(UNIFIED_GROUP + "/")) {
            return top;
        }
        return top.resolve(line.substring(UNIFIED_GROUP.length() + 1)).normalize();
    }

    // ---- files

    private static String fileSystem(Path directory) {
        try {
            return Files.getFileStore(existing(directory)).type();
        } catch (IOException e) {
            return "";
        }
    }

    private static long usableBytes(Path directory) {
        try {
            return StorageCheck.usableBytes(directory);
        } catch (IOException e) {
            return HostSnapshot.UNLIMITED;
        }
    }

    private static Path existing(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    // ---- ports

    private static Map<ListenPort, String> refused(BusNeeds needs) {
        Map<ListenPort, String> refused = new LinkedHashMap<>();
        if (needs.isEmbedded()) {
            for (ListenPort port : needs.ports()) {
                String reason = refusal(port);
                if (reason != null) {
                    refused.put(port, reason);
                }
            }
        }
        return refused;
    }

    /** Why a port cannot be bound; null if it can, or if the address is not one of this machine. */
    private static @Nullable String refusal(ListenPort port) {
        try {
            InetAddress address = port.address().getAddress();
            if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
                return null;
            }
            new DatagramSocket(port.address()).close();
            return null;
        } catch (SocketException e) {
            return e.getMessage();
        }
    }

    // ---- one line of a file

    private static long number(Path file) {
        String line = line(file);
        return line != null && NUMBER.matcher(line).matches() ? Long.parseLong(line) : HostSnapshot.UNLIMITED;
    }

    private static @Nullable String line(Path file) {
        // With one read: Linux gives such a file from its begin only, and whoever asks for its size first is told 0.
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            return line == null || line.isBlank() ? null : line.strip();
        } catch (IOException e) {
            return null;
        }
    }
}
