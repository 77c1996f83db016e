package io.tradebus.core.client;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.files.ControlFile;
import java.nio.file.Path;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.agrona.concurrent.broadcast.CopyBroadcastReceiver;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.agrona.concurrent.status.CountersReader;

/**
 * The control file of a running driver as a client uses it. Events are received by one thread at a time, the rest may be
 * used by any.
 */
final class DriverLink implements AutoCloseable {
    private static final int SCRATCH_LENGTH = 4096;

    private final ControlFile file;
    private final UnsafeBuffer toDriverBuffer;
    private final UnsafeBuffer toClientsBuffer;
    private final UnsafeBuffer counterMetadata;
    private final UnsafeBuffer counterValues;
    private final ManyToOneRingBuffer toDriver;
    private final CopyBroadcastReceiver fromDriver;
    private final CountersReader counters;
    private boolean isClosed;

    /** Attaches to the events from now on. */
    DriverLink(ControlFile file) {
        this.file = file;
        toDriverBuffer = file.toDriverBuffer();
        toClientsBuffer = file.toClientsBuffer();
        counterMetadata = file.counterMetadataBuffer();
        counterValues = file.counterValuesBuffer();
        toDriver = new ManyToOneRingBuffer(toDriverBuffer);
        fromDriver = new CopyBroadcastReceiver(
                new BroadcastReceiver(toClientsBuffer), new ExpandableArrayBuffer(SCRATCH_LENGTH));
        counters = new CountersReader(counterMetadata, counterValues);
    }

    ManyToOneRingBuffer toDriver() {
        return toDriver;
    }

    /**
     * Hands at most one event to the handler, which must not throw.
     *
     * @throws IllegalStateException if events were overwritten before they could be read
     */
    int receive(MessageHandler handler) {
        return fromDriver.receive(handler);
    }

    CountersReader counters() {
        return counters;
    }

    UnsafeBuffer counterMetadata() {
        return counterMetadata;
    }

    UnsafeBuffer counterValues() {
        return counterValues;
    }

    long clientLivenessTimeoutNs() {
        return file.clientLivenessTimeoutNs();
    }

    /** The driver's last sign of life in epoch milliseconds, -1 when it has stopped. */
    long heartbeatMs() {
        return toDriver.consumerHeartbeatTime();
    }

    /** The version of commands and events the driver speaks, 0 when it does not say. */
    int controlProtocolVersion() {
        int id = SystemCounter.CONTROL_PROTOCOL_VERSION.id();
        boolean isThere = counters.getCounterState(id) == CountersReader.RECORD_ALLOCATED
                && counters.getCounterTypeId(id) == CounterType.SYSTEM.id()
                && counters.getCounterRegistrationId(id) == id;
        return isThere ? (int) counters.getCounterValue(id) : 0;
    }

    /** Whether another driver has put a control file of its own in the place of this one. */
    boolean isReplaced() {
        return file.isReplaced();
    }

    /** Whether both lead to the same run of a driver; either may be closed. */
    boolean isToSameDriver(DriverLink other) {
        return file.isOfSameDriver(other.file) && !file.isReplaced();
    }

    /**
     * Has correlation ids go on above one that was used elsewhere, so that no id means two things for this client. Other
     * clients just find larger ids.
     */
    void skipCorrelationIdsTo(long floor) {
        long missing = floor - toDriver.nextCorrelationId();
        if (missing > 0) {
            int counter = toDriverBuffer.capacity()
                    - RingBufferDescriptor.TRAILER_LENGTH
                    + RingBufferDescriptor.CORRELATION_COUNTER_OFFSET;
            toDriverBuffer.getAndAddLong(counter, missing);
        }
    }

    Path directory() {
        Path directory = file.path().getParent();
        return directory == null ? file.path() : directory;
    }

    /** Unmaps the file. Who still holds one of its buffers finds it empty, so that a late access fails and not the JVM. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        toDriverBuffer.wrap(0, 0);
        toClientsBuffer.wrap(0, 0);
        counterMetadata.wrap(0, 0);
        counterValues.wrap(0, 0);
        file.close();
    }

    /** Checks that a client which gives a sign of life that often, in nanoseconds, is not taken for dead. */
    void requireLivenessAbove(long keepAliveNs) {
        long livenessNs = clientLivenessTimeoutNs();
        if (livenessNs <= keepAliveNs) {
            throw new BusConfigurationException("keepAliveIntervalNs of the client must be below the client liveness"
                    + " timeout of the driver, " + livenessNs + ", but was " + keepAliveNs);
        }
    }
}
