package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.format.log.DirectBufferVector;
import io.tradebus.core.format.log.ReservedValueSupplier;
import io.tradebus.core.idle.Bell;
import io.tradebus.core.idle.Wakeups;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.ReadablePosition;
import org.jspecify.annotations.Nullable;

/**
 * Appends messages to one stream.
 *
 * <p>Nothing here waits: what cannot be done now is a negative result. A {@link ConcurrentPublication} may be used by
 * any number of threads, an {@link ExclusivePublication} by one at a time.
 *
 * <p>When the client loses its driver and attaches to another one, the publication goes on with another log, and unless
 * the channel names one with another session. Until then it answers {@link #NOT_CONNECTED}, and positions, ids and
 * lengths that belong to a log are those of the last one.
 */
public abstract sealed class Publication implements AutoCloseable permits ConcurrentPublication, ExclusivePublication {
    /** There is no subscriber, or no driver at the moment. Try again later. */
    public static final long NOT_CONNECTED = -1;
    /** A subscriber has not kept up. Try again later. */
    public static final long BACK_PRESSURED = -2;
    /** The log turned to its next term. Try again at once. */
    public static final long ADMIN_ACTION = -3;
    /** The publication or its client is closed. */
    public static final long CLOSED = -4;
    /** The stream has reached its last position and is full for ever. */
    public static final long MAX_POSITION_EXCEEDED = -5;

    private final ResourceOwner owner;
    /** Those of this process who wait for what is published. */
    private final Bell readers;

    private final Bell sender;
    /** Who makes room. */
    private final Bell conductor;
    // The log to append to; null when the publication is closed, and while its client has no driver.
    private volatile @Nullable AppendLog attachedLog;
    private volatile AppendLog latestLog;
    private volatile boolean isClosed;
    private volatile @Nullable BusException failure;

    Publication(AppendLog log, ResourceOwner owner) {
        this.owner = owner;
        PublicationDescription description = log.description();
        Wakeups wakeups = owner.wakeups();
        readers = wakeups.stream(description.streamId());
        sender = description.channelStatusId() == ChannelStatus.NO_COUNTER_ID ? Bell.NONE : wakeups.sender();
        conductor = wakeups.conductor();
        latestLog = log;
        attachedLog = log;
    }

    /** Opens another log of the same kind. */
    abstract AppendLog open(PublicationDescription description, MappedLog log, ReadablePosition limit);

    /**
     * Appends a message and returns the position after it.
     *
     * <p>A message longer than {@link #maxPayloadLength()} is cut into fragments, which a {@link FragmentAssembler} puts
     * together again.
     *
     * @param length bytes to append, from 0 to {@link #maxMessageLength()}
     * @return the new position in bytes, or one of {@link #NOT_CONNECTED}, {@link #BACK_PRESSURED},
     *     {@link #ADMIN_ACTION}, {@link #CLOSED}, {@link #MAX_POSITION_EXCEEDED}
     * @throws IllegalArgumentException if the length is negative or above {@link #maxMessageLength()}
     * @throws IndexOutOfBoundsException if the message is not within the buffer
     */
    public final long offer(DirectBuffer buffer, int offset, int length) {
        return offer(buffer, offset, length, null);
    }

    /**
     * {@link #offer(DirectBuffer, int, int)} with a value for the reserved field of each frame.
     *
     * @param reservedValue asked once for each frame, after its payload is in place; must not throw
     */
    public final long offer(
            DirectBuffer buffer, int offset, int length, @Nullable ReservedValueSupplier reservedValue) {
        AppendLog log = attachedLog;
        return log == null ? whyDetached() : told(settled(log, log.append(buffer, offset, length, reservedValue)));
    }

    /** {@link #offer(DirectBuffer, int, int)} with a message in two parts, which are copied one after the other. */
    public final long offer(
            DirectBuffer head, int headOffset, int headLength, DirectBuffer body, int bodyOffset, int bodyLength) {
        return offer(head, headOffset, headLength, body, bodyOffset, bodyLength, null);
    }

    /** The two-part offer with a value for the reserved field of each frame. */
    public final long offer(
            DirectBuffer head,
            int headOffset,
            int headLength,
            DirectBuffer body,
            int bodyOffset,
            int bodyLength,
            @Nullable ReservedValueSupplier reservedValue) {
        AppendLog log = attachedLog;
        return log == null
                ? whyDetached()
                : told(settled(
                        log, log.append(head, headOffset, headLength, body, bodyOffset, bodyLength, reservedValue)));
    }

    /** {@link #offer(DirectBuffer, int, int)} with a message in any number of parts. */
    public final long offer(DirectBufferVector[] parts) {
        return offer(parts, null);
    }

    /** The offer of many parts with a value for the reserved field of each frame. */
    public final long offer(DirectBufferVector[] parts, @Nullable ReservedValueSupplier reservedValue) {
        AppendLog log = attachedLog;
        return log == null ? whyDetached() : told(settled(log, log.append(parts, reservedValue)));
    }

    /**
     * Appends all messages of a batch, or none: the tail moves once, and subscribers see the first when the last is there.
     *
     * @param batch empty afterwards if the result is positive, otherwise as it was
     * @return the position after the last message, or a negative code as {@link #offer(DirectBuffer, int, int)}; of an
     *     empty batch {@link #position()}, which may be 0
     * @throws IllegalArgumentException if a message is longer than {@link #maxPayloadLength()}, or the batch than
     *     {@link #maxBatchLength()}
     * @throws IllegalStateException if who filled a claimed message has written beyond it
     */
    public final long offer(MessageBatch batch) {
        AppendLog log = attachedLog;
        if (log == null) {
            return whyDetached();
        } else if (batch.isEmpty()) {
            return log.producerPosition();
        }
        long position = told(settled(log, log.append(batch)));
        if (position > 0) {
            batch.onAppended();
        } else {
            batch.onRefused();
        }
        return position;
    }

    /**
     * Claims a place in the log for one message, which the caller writes there and then commits or aborts.
     *
     * @param length bytes to claim, from 0 to {@link #maxPayloadLength()}
     * @param claim opened when the result is positive, not touched otherwise
     * @return as {@link #offer(DirectBuffer, int, int)}
     * @throws IllegalArgumentException if the length is negative or above {@link #maxPayloadLength()}
     * @throws IllegalStateException if the claim is still open
     */
    public final long tryClaim(int length, Claim claim) {
        AppendLog log = attachedLog;
        (log == null ? latestLog : log).checkClaimLength(length);
        if (claim.isOpen()) {
            throw new IllegalStateException("the claim is still open: commit or abort it first");
        }
        if (log == null) {
            return whyDetached();
        }
        long position = settled(log, log.claim(length, claim));
        if (position > 0) {
            claim.publication(this);
        } else if (claim.isOpen()) {
            claim.abort();
        } else {
            told(position);
        }
        return position;
    }

    /**
     * Where the next message begins, in bytes; {@link #CLOSED} when the publication is closed, {@link #NOT_CONNECTED} while
     * its client has no driver.
     */
    public final long position() {
        AppendLog log = attachedLog;
        return log == null ? whyDetached() : log.producerPosition();
    }

    /** First position at which no message may begin, in bytes; otherwise as {@link #position()}. */
    public final long positionLimit() {
        AppendLog log = attachedLog;
        return log == null ? whyDetached() : log.limitPosition();
    }

    /** Bytes to the limit, 0 when it is reached; otherwise as {@link #position()}. */
    public final long availableWindow() {
        AppendLog log = attachedLog;
        return log == null ? whyDetached() : Math.max(0, log.limitPosition() - log.producerPosition());
    }

    /** Whether there is a driver that has the publication: not while the client looks for one, nor once it is closed. */
    public final boolean isAttached() {
        return attachedLog != null;
    }

    /** Whether there is a subscriber. */
    public final boolean isConnected() {
        AppendLog log = attachedLog;
        return log != null && log.isConnected();
    }

    public final boolean isClosed() {
        return isClosed;
    }

    /** Why the publication is closed though nobody closed it: what the driver said when it refused it; null otherwise. */
    public final @Nullable BusException failure() {
        return failure;
    }

    /** Bytes it may be ahead of its slowest subscriber before it is held back. */
    public final int windowLength() {
        AppendLog log = attachedLog;
        return log == null ? 0 : log.windowLength;
    }

    /** Longest message in bytes that fits one frame, and longest claim. */
    public final int maxPayloadLength() {
        return latestLog.maxPayloadLength;
    }

    /** Longest message in bytes that can be offered. */
    public final int maxMessageLength() {
        return latestLog.maxMessageLength;
    }

    /** Most bytes of the log that a batch can take. */
    public final int maxBatchLength() {
        return latestLog.maxFramedLength();
    }

    /** Length of a term in bytes. */
    public final int termBufferLength() {
        return latestLog.termLength;
    }

    /** The last position a stream with such terms reaches, in bytes. */
    public final long maxPossiblePosition() {
        return latestLog.maxPosition;
    }

    /** Binary logarithm of the term length. */
    public final int positionBitsToShift() {
        return latestLog.bitsToShift;
    }

    /** The term id at which the stream began. */
    public final int initialTermId() {
        return latestLog.initialTermId;
    }

    public final String channel() {
        return latestLog.description().channel();
    }

    public final int streamId() {
        return latestLog.description().streamId();
    }

    public final int sessionId() {
        return latestLog.description().sessionId();
    }

    /** This instance: each add of the same stream gives one of its own. */
    public final long registrationId() {
        return latestLog.description().registrationId();
    }

    /** The publication as the driver counts it, shared by all who added the same stream. */
    public final long originalRegistrationId() {
        return latestLog.description().originalRegistrationId();
    }

    /** Whether this instance is the one for which the driver made the publication. */
    public final boolean isOriginal() {
        return registrationId() == originalRegistrationId();
    }

    /** The counter that holds {@link #positionLimit()}. */
    public final int positionLimitId() {
        return latestLog.description().limitCounterId();
    }

    /** The counter with the status of the channel, -1 for IPC. */
    public final int channelStatusId() {
        return latestLog.description().channelStatusId();
    }

    /**
     * The status of the channel as in docs/shared-memory.md#driver-counter-types: 1 means active, 0 that the driver does not
     * have the publication yet, 2 that it is closed.
     */
    public final long channelStatus() {
        AppendLog log = attachedLog;
        if (log == null) {
            return isClosed ? ChannelStatus.CLOSING : ChannelStatus.INITIALIZING;
        }
        return owner.channelStatus(log.description().channelStatusId());
    }

    /**
     * The addresses that the sockets of the channel are bound to, as {@code host:port}: with port 0 in the channel, what
     * the system chose. None for IPC, and none while the channel is not active or there is no driver. Allocates.
     */
    public final List<String> localAddresses() {
        AppendLog log = attachedLog;
        return log == null ? List.of() : owner.localAddresses(log.description().channelStatusId());
    }

    /**
     * Adds a destination to a publication with manual control mode, and waits for the driver's answer.
     *
     * @return the destination, by which it can be removed
     * @throws io.tradebus.core.DriverUnavailableException if there is no driver, or the one there is does not have the
     *     publication yet
     * @throws io.tradebus.core.RegistrationException if the driver refuses
     * @throws io.tradebus.core.DriverTimeoutException if the driver does not answer
     */
    public final long addDestination(String destinationChannel) {
        return owner.addDestination(this, destinationChannel);
    }

    /** Removes a destination by its channel. Fails as {@link #addDestination} does. */
    public final void removeDestination(String destinationChannel) {
        owner.removeDestination(this, destinationChannel);
    }

    /** Removes the destination that {@link #addDestination} returned. Fails as that does. */
    public final void removeDestination(long destinationId) {
        owner.removeDestination(this, destinationId);
    }

    /**
     * Closes this instance. Does not wait for the driver; closing again has no effect. Subscribers still get what was
     * appended.
     */
    @Override
    public final void close() {
        owner.onPublicationClosed(this, false);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "{registrationId=" + registrationId() + ", channel=" + channel()
                + ", streamId=" + streamId() + ", sessionId=" + sessionId() + ", isClosed=" + isClosed + '}';
    }

    /** Closes and takes back what is not consumed yet. */
    final void closeRevoking() {
        owner.onPublicationClosed(this, true);
    }

    final MappedLog log() {
        return latestLog.mapped();
    }

    final @Nullable AppendLog attachedLog() {
        return attachedLog;
    }

    final AppendLog latestLog() {
        return latestLog;
    }

    /** Under the client's lock. */
    final void markClosed() {
        isClosed = true;
        attachedLog = null;
    }

    /** Under the client's lock: it is closed since it could not be added to another driver. */
    final void markFailed(BusException cause) {
        failure = cause;
        markClosed();
    }

    /** Under the client's lock: there is no driver any more. Returns the log, which must be settled; null without one. */
    final @Nullable AppendLog detach() {
        AppendLog log = attachedLog;
        attachedLog = null;
        return log;
    }

    /** Under the client's lock: another driver has made a log for it. */
    final void attach(AppendLog log) {
        latestLog = log;
        attachedLog = log;
    }

    final long whyDetached() {
        return isClosed ? CLOSED : NOT_CONNECTED;
    }

    /** Wakes those who wait for what was appended, or who have to make room for it. */
    final long told(long position) {
        if (position > 0) {
            tellReaders();
        } else if (position == BACK_PRESSURED) {
            conductor.ring();
        }
        return position;
    }

    /** Something can be read that could not before. */
    final void tellReaders() {
        readers.ring();
        sender.ring();
    }

    /** What an append has to return: a log that was lost meanwhile may have been settled before the append. */
    final long settled(AppendLog log, long position) {
        return position < 0 || attachedLog == log || log.isAccounted(position) ? position : whyDetached();
    }
}
