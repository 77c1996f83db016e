package io.tradebus.core.runtime;

import io.tradebus.core.client.Publication;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The publisher there is: a publication that is exchanged for a new one when the driver was away.
 *
 * <p>Offers run on their callers' threads and read one volatile field; {@link #open}, {@link #disconnect} and
 * {@link #close} are for whoever connects to drivers.
 */
final class StreamPublisher implements BusPublisher, PublicationView {
    private static final long AWAIT_PAUSE_NS = 50_000;

    private final StreamDefinition definition;
    private final RuntimeClocks clocks;
    private final SubscriberNames names;
    private final OfferTally offers;
    private final BackPressureWatch backPressure;

    private volatile @Nullable Publication publication;
    private volatile @Nullable DriverView driver;
    private volatile boolean isClosed;
    private volatile int sessionId;
    private volatile int termLength;
    private volatile int maxPayloadLength;
    private volatile int maxMessageLength;

    StreamPublisher(
            StreamDefinition definition,
            RuntimeClocks clocks,
            SubscriberNames names,
            RuntimeObserver observer,
            long backPressureAfterMs) {
        this.definition = definition;
        this.clocks = clocks;
        this.names = names;
        this.offers = new OfferTally(definition.exclusive());
        this.backPressure = new BackPressureWatch(this, observer, backPressureAfterMs);
    }

    // ---- the hot path

    @Override
    public long offer(DirectBuffer buffer, int offset, int length) {
        Publication current = publication;
        return current == null ? refused(disconnected()) : counted(current.offer(buffer, offset, length));
    }

    @Override
    public long offer(
            DirectBuffer head, int headOffset, int headLength, DirectBuffer body, int bodyOffset, int bodyLength) {
        Publication current = publication;
        return current == null
                ? refused(disconnected())
                : counted(current.offer(head, headOffset, headLength, body, bodyOffset, bodyLength));
    }

    @Override
    public long tryClaim(int length, BusClaim claim) {
        Publication current = publication;
        return current == null ? refused(disconnected()) : counted(current.tryClaim(length, claim.claim()));
    }

    private long counted(long result) {
        if (result > 0) {
            offers.add(0);
            return result;
        }
        return refused(result);
    }

    private long refused(long code) {
        // A publication that was closed by the loss of its driver comes back, so it counts as not connected.
        long meaning = code == Publication.CLOSED ? disconnected() : code;
        offers.add((int) -meaning);
        return meaning;
    }

    private long disconnected() {
        return isClosed ? Publication.CLOSED : Publication.NOT_CONNECTED;
    }

    // ---- for whoever connects to drivers

    /** Uses a new publication from now on. */
    void open(Publication opened, DriverView view) {
        sessionId = opened.sessionId();
        termLength = opened.termBufferLength();
        maxPayloadLength = opened.maxPayloadLength();
        maxMessageLength = opened.maxMessageLength();
        driver = view;
        publication = opened;
    }

    /** Has no publication for a while. */
    void disconnect() {
        Publication current = publication;
        publication = null;
        if (current != null) {
            current.close();
        }
    }

    void close() {
        isClosed = true;
        Publication current = publication;
        publication = null;
        if (current != null) {
            current.close();
        }
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
        return sessionId;
    }

    @Override
    public int termLength() {
        return termLength;
    }

    @Override
    public int maxPayloadLength() {
        return maxPayloadLength;
    }

    @Override
    public int maxMessageLength() {
        return maxMessageLength;
    }

    @Override
    public boolean isConnected() {
        Publication current = publication;
        return current != null && current.isConnected();
    }

    @Override
    public long position() {
        Publication current = publication;
        return current == null ? disconnected() : current.position();
    }

    @Override
    public long positionLimit() {
        Publication current = publication;
        return current == null ? disconnected() : current.positionLimit();
    }

    @Override
    public long availableWindow() {
        Publication current = publication;
        return current == null ? 0 : Math.max(0, current.availableWindow());
    }

    @Override
    public long windowLength() {
        Publication current = publication;
        return current == null ? 0 : current.windowLength();
    }

    @Override
    public long windowUsed() {
        long position = position();
        return Math.max(subscribers().behind(position), unsent(position));
    }

    /** Whether there is a publication that leaves this host. */
    boolean isNetwork() {
        Publication current = publication;
        return current != null && current.channelStatusId() != ChannelStatus.NO_COUNTER_ID;
    }

    /** Bytes that receivers on other hosts do not take yet; 0 for a publication on this host. */
    private long unsent(long position) {
        Publication current = publication;
        DriverView view = driver;
        if (current == null || view == null || current.channelStatusId() == ChannelStatus.NO_COUNTER_ID) {
            return 0;
        }
        long sent =
                NetworkCounters.value(view.counters(), CounterType.SENDER_POSITION, current.originalRegistrationId());
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
        DriverView view = driver;
        if (current == null || view == null || current.isClosed()) {
            return ConnectionDiagnosis.DRIVER_AWAY;
        } else if (current.isConnected()) {
            return null;
        }
        return ConnectionDiagnosis.ofPublication(
                view.counters(),
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
        DriverView view = driver;
        return current == null || view == null || current.channelStatusId() == ChannelStatus.NO_COUNTER_ID
                ? null
                : SenderView.of(view.counters(), current.channelStatusId(), current.originalRegistrationId());
    }

    @Override
    public OfferCounts offers() {
        return offers.snapshot();
    }

    @Override
    public boolean awaitConsumed(long position, Duration timeout) {
        long deadlineNs = clocks.nano().nanoTime() + timeout.toNanos();
        Publication current = publication;
        while (current != null
                && current == publication
                && !Thread.currentThread().isInterrupted()) {
            SubscriberPositions subscribers = subscribers();
            if (subscribers.count() == 0 && !current.isConnected()) {
                return false;
            } else if (subscribers.count() > 0 && subscribers.slowest() >= position) {
                return true;
            } else if (clocks.nano().nanoTime() - deadlineNs >= 0) {
                return false;
            }
            LockSupport.parkNanos(AWAIT_PAUSE_NS);
        }
        return false;
    }

    SubscriberPositions subscribers() {
        DriverView view = driver;
        return publication == null || view == null
                ? SubscriberPositions.NONE
                : SubscriberPositions.of(view.counters(), sessionId, definition.streamId());
    }

    @Override
    public String toString() {
        return definition.name() + " " + definition.address() + " session=" + sessionId;
    }
}
