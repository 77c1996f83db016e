package io.tradebus.core.client;

import io.tradebus.core.counters.ClientHeartbeat;
import io.tradebus.core.counters.SoftwareVersion;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.Commands;
import io.tradebus.core.format.control.ControlFileLengths;
import io.tradebus.core.format.control.CorrelatedCommand;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogMetadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.status.CountersManager;

/** A control file and logs written by a test, which says step by step what a driver would do. */
final class FakeDriver implements AutoCloseable {
    static final long CLIENT_LIVENESS_NS = 10_000_000_000L;
    static final int TERM_LENGTH = 64 << 10;
    private static final ControlFileLengths LENGTHS =
            new ControlFileLengths((1 << 20) + 768, (1 << 20) + 128, 1 << 20, 4 << 20, 4096);

    final ControlFile file;
    final ManyToOneRingBuffer ring;
    final CountersManager counters;
    private final BroadcastTransmitter events;
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();
    private final Path directory;
    private final List<LogFile> logs = new ArrayList<>();

    /** Creates the file, without heartbeat and version. */
    FakeDriver(Path directory) {
        this(directory, CLIENT_LIVENESS_NS);
    }

    FakeDriver(Path directory, long clientLivenessNs) {
        this.directory = directory;
        file = ControlFile.create(directory, LENGTHS, clientLivenessNs, 1, 2);
        ring = new ManyToOneRingBuffer(file.toDriverBuffer());
        events = new BroadcastTransmitter(file.toClientsBuffer());
        counters = new CountersManager(file.counterMetadataBuffer(), file.counterValuesBuffer());
        SystemCounters.allocate(
                counters, new SystemCounters.Facts(SoftwareVersion.COMPATIBLE, "SHARED", 0, 0, 0, 0, ""));
        ring.nextCorrelationId();
    }

    /** Shows life and lets clients connect. */
    FakeDriver started(long nowMs) {
        ring.consumerHeartbeatTime(nowMs);
        file.publishVersion();
        return this;
    }

    /** Writes an event. */
    interface EventWriter {
        int write(ExpandableArrayBuffer buffer);
    }

    void send(int typeId, EventWriter writer) {
        int length = writer.write(scratch);
        events.transmit(typeId, scratch, 0, length);
    }

    /** What clients have sent since the last time, in words. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        ring.read((typeId, buffer, offset, length) -> commands.add(Commands.describe(typeId, buffer, offset, length)));
        return commands;
    }

    /** Reads the one command there is and returns its correlation id. */
    long correlationIdOfCommand(int expectedTypeId) {
        long[] id = {Long.MIN_VALUE};
        int read = ring.read((typeId, buffer, offset, length) -> {
            if (typeId != expectedTypeId) {
                throw new AssertionError(CommandType.nameOf(typeId));
            }
            id[0] = CorrelatedCommand.correlationId(buffer, offset);
        });
        if (read != 1) {
            throw new AssertionError(read + " commands");
        }
        return id[0];
    }

    /** Allocates the heartbeat counter of a client. */
    int allocateHeartbeat(long clientId) {
        return ClientHeartbeat.allocate(counters, clientId);
    }

    /** Creates a log that is connected, and returns its path. */
    String createLog(long registrationId) {
        Path path = directory.resolve(registrationId + ".logbuffer");
        LogDescription description = LogDescription.builder(LogKind.CONCURRENT_PUBLICATION, registrationId).stream(
                        TestLog.SESSION, TestLog.STREAM)
                .termLength(TERM_LENGTH)
                .mtuLength(TestLog.MTU)
                .build();
        LogFile log = LogFile.create(path, description, true);
        LogMetadata.isConnectedRelease(log.metadata(), true);
        logs.add(log);
        return path.toString();
    }

    int allocateCounter(String label, long value) {
        int id = counters.allocate(label);
        counters.setCounterValue(id, value);
        return id;
    }

    @Override
    public void close() {
        logs.forEach(LogFile::close);
        file.close();
    }
}
