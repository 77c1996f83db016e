package io.tradebus.core.runtime;

import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.client.Publication;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import java.time.Duration;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The publisher there is: a publication, which goes on by itself when the driver was away, and is made anew where the next
 * driver has refused it.
 *
 * <p>Offers run on their callers' threads; {@link #renew}, {@link #letGo} and {@link #close} are for one thread at a time.
 */
final class StreamPublisher implements BusPublisher, PublicationView {
    private static final long AWAIT_PAUSE_NS = 50_000;
    private static final long NO_REQUEST = -1;

    private final StreamDefinition definition;
    private final DriverConnection connection;
    private final RuntimeClocks clocks;
    private final SubscriberNames names;
    private final OfferTally offers;
    private final BackPressureWatch backPressure;

    private volatile Publication publication;
    private volatile boolean isClosed;
    private long request = NO_REQUEST;

    /**
     * Opens the publication, and waits for the driver's answer.
     *
     * @throws io.tradebus.core.RegistrationException if the driver refuses it
     */
    StreamPublisher(
            StreamDefinition definition,
            DriverConnection connection,
            RuntimeClocks clocks,
            SubscriberNames names,
            RuntimeObserver observer,
            long backPressureAfterMs) {
        this.definition = definition;
        this.connection = connection;
        this.clocks = clocks;
        this.names = names;
        this.offers = new OfferTally(definition.exclusive());
        this.backPressure = new BackPressureWatch(this, observer, backPressureAfterMs);
        this.publication = connection.publication(definition);
    }

    // ---- the hot path

    @Override
    public long offer(DirectBuffer buffer, int offset, int length) {
        return counted(publication.offer(buffer, offset, length));
    }

    @Override
    public long offer(
            DirectBuffer head, int headOffset, int headLength, DirectBuffer body, int bodyOffset, int bodyLength) {
        return counted(publication.offer(head, headOffset, headLength, body, bodyOffset, bodyLength));
    }

    @Override
    public long offer(MessageBatch batch) {
        int size = batch.size();
        long result = publication.offer(batch);
        if (result > 0) {
            offers.add(0, size);
            return result;
        }
        return refused(result);
    }

    @Override
    public MessageBatch newBatch(int capacity) {
        return new MessageBatch(capacity);
    }

    @Override
    public long tryClaim(int length, BusClaim claim) {
        return counted(publication.tryClaim(length, claim.claim()));
    }

    private long counted(long result) {
        if (result > 0) {
            offers.add(0, 1);
            return result;
        }
        return refused(result);
    }

    private long refused(long code) {
        long meaning = meaning(code);
        offers.add((int) -meaning, 1);
        return meaning;
    }

    /** A publication that nobody but its driver has closed is asked for again, so it counts as not connected. */
    private long meaning(long code) {
        return code == Publication.CLOSED && !isClosed ? Publication.NOT_CONNECTED : code;
    }

    // ---- for one thread at a time

    /** Whether the driver has refused the publication or taken it back, so that it has to be asked for again. */
    boolean isRefused() {
        return publication.isClosed() && !isClosed;
    }

    /**
     * Asks for the publication anew, or looks for the driver's answer, and waits for nothing.
     *
     * @param mayAsk whether it may be asked for now
     * @return whether it is there again
     * @throws io.tradebus.core.BusException if the driver refuses it
     */
    boolean renew(boolean mayAsk) {
        if (request == NO_REQUEST) {
            request = mayAsk ? connection.askPublication(definition) : NO_REQUEST;
            return false;
        }
        try {
            Publication found = connection.findPublication(definition, request);
            if (found == null) {
                return false;
            }
            publication = found;
        } catch (RuntimeException e) {
            request = NO_REQUEST;
            throw e;
        }
        request = NO_REQUEST;
        if (isClosed) {
            publication.close();
        }
        return true;
    }

    /** Gives the publication up, and answers that it is not connected. */
    void letGo() {
        publication.close();
    }

    void close() {
        isClosed = true;
        publication.close();
    }

    /** For any thread: whether the driver that is there has the publication. */
    boolean isAttached() {
        return publication.isAttached();
    }

    /** For any thread: whether the client has a driver. */
    boolean isClientAttached() {
        return connection.client().isAttached();
    }

    /** For any thread: the publication as the driver knows it, or as the last one did. */
    long registrationId() {
        return publication.registrationId();
    }

    /** Whether it appends to the log of a publication, which may be another instance of its own. */
    boolean sharesLogOf(Publication other) {
        Publication current = publication;
        return current.equals(other) || current.originalRegistrationId() == other.originalRegistrationId();
    }

    BackPressureWatch backPressure() {
        return backPressure;
    }

    OfferTally tally() {
        return offers;
    }

    // ---- what it looks like from outside

    @Override
    public String stream() {
        return definition.name();
    }

    @Override
    public StreamDefinition definition() {
        return definition;
    }

    @Override
    public int sessionId() {
        return publication.sessionId();
    }

    @Override
    public int termLength() {
        return publication.termBufferLength();
    }

    @Override
    public int maxPayloadLength() {
        return publication.maxPayloadLength();
    }

    @Override
    public int maxMessageLength() {
        return publication.maxMessageLength();
    }

    @Override
    public int maxBatchLength() {
        return publication.maxBatchLength();
    }

    @Override
    public boolean isConnected() {
        return publication.isConnected();
    }

    @Override
    public long position() {
        return meaning(publication.position());
    }

    @Override
    public long positionLimit() {
        return meaning(publication.positionLimit());
    }

    @Override
    public long availableWindow() {
        return Math.max(0, publication.availableWindow());
    }

    @Override
    public long windowLength() {
        return publication.windowLength();
    }

    @Override
    public long windowUsed() {
        long position = position();
        return Math.max(subscribers().behind(position), unsent(position));
    }

    /** Whether the driver that is there has the publication, and it leaves this host. */
    boolean isNetwork() {
        return isNetwork(publication);
    }

    private static boolean isNetwork(Publication publication) {
        return publication.isAttached() && publication.channelStatusId() != ChannelStatus.NO_COUNTER_ID;
    }

    /** Bytes that receivers on other hosts do not take yet; 0 for a publication on this host. */
    private long unsent(long position) {
        Publication current = publication;
        if (!isNetwork(current)) {
            return 0;
        }
        long sent = NetworkCounters.value(
                connection.counters(), CounterType.SENDER_POSITION, current.originalRegistrationId());
        return sent == NetworkCounters.UNKNOWN ? 0 : Math.max(0, position - sent);
    }

    @Override
    public int subscriberCount() {
        return subscribers().count();
    }

    @Override
    public boolean isBackPressured() {
        return backPressure.isPressed();
    }

    @Override
    public long lastBackPressureMs() {
        return backPressure.lastMs();
    }

    @Override
    public @Nullable String limitedBy() {
        SubscriberPositions subscribers = subscribers();
        long position = position();
        if (unsent(position) > subscribers.behind(position)) {
            return REMOTE;
        }
        return subscribers.behind(position) == 0 ? null : names.nameOf(subscribers);
    }

    @Override
    public @Nullable ConnectionDiagnosis notConnected() {
        Publication current = publication;
        if (!current.isAttached()) {
            return ConnectionDiagnosis.DRIVER_AWAY;
        } else if (current.isConnected()) {
            return null;
        }
        return ConnectionDiagnosis.ofPublication(
                connection.counters(),
                new ConnectionDiagnosis.Subject(
                        current.channel(),
                        current.streamId(),
                        current.channelStatusId(),
                        current.originalRegistrationId()),
                clocks.epoch().time());
    }

    @Override
    public @Nullable SenderView sender() {
        Publication current = publication;
        return isNetwork(current)
                ? SenderView.of(connection.counters(), current.channelStatusId(), current.originalRegistrationId())
                : null;
    }

    @Override
    public OfferCounts offers() {
        return offers.snapshot();
    }

    @Override
    public boolean awaitConsumed(long position, Duration timeout) {
        long deadlineNs = clocks.nano().nanoTime() + timeout.toNanos();
        long session = registrationId();
        while (isAttached()
                && session == registrationId()
                && !Thread.currentThread().isInterrupted()) {
            SubscriberPositions subscribers = subscribers();
            if (subscribers.count() == 0 && !isConnected()) {
                return false;
            } else if (subscribers.count() > 0 && subscribers.slowest() >= position) {
                return true;
            } else if (clocks.nano().nanoTime() - deadlineNs >= 0) {
                return false;
            }
            clocks.pause().pause(AWAIT_PAUSE_NS);
        }
        return false;
    }

    SubscriberPositions subscribers() {
        Publication current = publication;
        return current.isAttached()
                ? SubscriberPositions.of(connection.counters(), current.sessionId(), definition.streamId())
                : SubscriberPositions.NONE;
    }

    @Override
    public String toString() {
        return definition.name() + " " + definition.address() + " session=" + sessionId();
    }
}
