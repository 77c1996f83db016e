package io.tradebus.core.compat.archive;

import io.tradebus.core.compat.ChildJvm;
import io.tradebus.core.compat.DriverProcess;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.IoUtil;

/** The stock Archive in a process of its own, with a directory of its own that goes when it is closed. */
final class ArchiveProcess implements AutoCloseable {
    static final int SEGMENT_LENGTH = 256 << 10;

    private final Path directory;
    private final int controlPort;
    private final ChildJvm process;

    private ArchiveProcess(Path directory, int controlPort, ChildJvm process) {
        this.directory = directory;
        this.controlPort = controlPort;
        this.process = process;
    }

    /** On the driver of this directory. */
    static ArchiveProcess start(String driverDirectory) {
        Path directory = TestDirectories.create();
        int controlPort = UdpDrivers.freePort();
        Map<String, String> settings = new HashMap<>();
        settings.put("aeron.dir", driverDirectory);
        settings.put("aeron.archive.dir", directory.toString());
        settings.put("aeron.archive.threading.mode", "SHARED");
        settings.put("aeron.archive.segment.file.length", Integer.toString(SEGMENT_LENGTH));
        settings.put("aeron.archive.control.channel", UdpDrivers.unicast(controlPort));
        settings.put("aeron.archive.replication.channel", UdpDrivers.unicast(0));
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        arguments.addAll(List.of("-cp", DriverProcess.STOCK_JAR.toString(), "io.aeron.archive.Archive"));
        return new ArchiveProcess(directory, controlPort, ChildJvm.start(Map.of(), arguments));
    }

    /** Where it hears requests over UDP. */
    String controlChannel() {
        return UdpDrivers.unicast(controlPort);
    }

    /** As an address with a port. */
    String controlEndpoint() {
        return "127.0.0.1:" + controlPort;
    }

    ChildJvm process() {
        return process;
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitExit();
        IoUtil.delete(directory.toFile(), true);
    }
}
