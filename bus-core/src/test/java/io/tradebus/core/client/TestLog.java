package io.tradebus.core.client;

import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.idle.Wakeups;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.agrona.concurrent.status.ReadablePosition;
import org.agrona.concurrent.status.UnsafeBufferPosition;

/** A log and its counters in plain memory, without a driver, and the publications and images over it. */
final class TestLog {
    static final int TERM_LENGTH = 64 << 10;
    static final int MTU = 1408;
    static final int SESSION = 7;
    static final int STREAM = 1001;
    static final int LIMIT_COUNTER = 0;
    static final int POSITION_COUNTER = 1;

    final UnsafeBuffer[] terms = new UnsafeBuffer[3];
    final UnsafeBuffer metadata = buffer(4096);
    final UnsafeBuffer counterValues = buffer(8 * CountersReader.COUNTER_LENGTH);
    final UnsafeBufferPosition limit = new UnsafeBufferPosition(counterValues, LIMIT_COUNTER);
    final UnsafeBufferPosition subscriberPosition = new UnsafeBufferPosition(counterValues, POSITION_COUNTER);
    final RecordingOwner owner = new RecordingOwner();
    final MappedLog mapped;
    private final int sessionId;

    TestLog() {
        this(5, 5, 0);
    }

    TestLog(int initialTermId, int termId, int termOffset) {
        this(initialTermId, termId, termOffset, SESSION);
    }

    TestLog(int initialTermId, int termId, int termOffset, int sessionId) {
        this.sessionId = sessionId;
        for (int i = 0; i < terms.length; i++) {
            terms[i] = buffer(TERM_LENGTH);
        }
        LogDescription description = LogDescription.builder(LogKind.CONCURRENT_PUBLICATION, 11).stream(
                        sessionId, STREAM)
                .termLength(TERM_LENGTH)
                .mtuLength(MTU)
                .start(initialTermId, termId, termOffset)
                .build();
        LogMetadata.initialise(metadata, description);
        mapped = new MappedLog(new LogBuffers(terms, metadata, null), new Claims(), () -> {});
    }

    ConcurrentPublication concurrent() {
        return concurrent(limit);
    }

    /** One that learns its limit elsewhere. */
    ConcurrentPublication concurrent(ReadablePosition otherLimit) {
        return new ConcurrentPublication(description(), mapped, otherLimit, owner);
    }

    ExclusivePublication exclusive() {
        return exclusive(limit);
    }

    /** One that learns its limit elsewhere. */
    ExclusivePublication exclusive(ReadablePosition otherLimit) {
        return new ExclusivePublication(description(), mapped, otherLimit, owner);
    }

    /** An image that begins where the subscriber position stands. */
    Image image() {
        return image("aeron:ipc");
    }

    /** One that comes from some source. */
    Image image(String sourceIdentity) {
        ImageDescription description = new ImageDescription(11, sessionId, POSITION_COUNTER, sourceIdentity);
        return new Image(subscription("aeron:ipc"), description, mapped, subscriberPosition, owner);
    }

    Subscription subscription(String channel) {
        return new Subscription(12, new RequestedStream(channel, STREAM), -1, SubscriptionListeners.NONE, owner);
    }

    void connect(long limitPosition) {
        LogMetadata.isConnectedRelease(metadata, true);
        limit.setRelease(limitPosition);
    }

    private PublicationDescription description() {
        return new PublicationDescription(11, 11, "aeron:ipc", STREAM, sessionId, LIMIT_COUNTER, -1);
    }

    static UnsafeBuffer buffer(int length) {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
    }

    /** Writes down what it is asked. */
    static final class RecordingOwner implements ResourceOwner {
        final List<String> asked = new ArrayList<>();
        final List<Throwable> errors = new ArrayList<>();
        final Wakeups wakeups = new Wakeups();

        @Override
        public Wakeups wakeups() {
            return wakeups;
        }

        @Override
        public void onPublicationClosed(Publication publication, boolean revoke) {
            publication.markClosed();
            asked.add("close publication " + publication.registrationId() + " revoke=" + revoke);
        }

        @Override
        public void onSubscriptionClosed(Subscription subscription) {
            subscription.closeAll();
            asked.add("close subscription " + subscription.registrationId());
        }

        @Override
        public void onCounterClosed(Counter counter) {
            counter.markClosed();
            asked.add("close counter " + counter.id());
        }

        @Override
        public long addDestination(Publication publication, String channel) {
            asked.add("add destination " + channel);
            return asked.size();
        }

        @Override
        public void removeDestination(Publication publication, String channel) {
            asked.add("remove destination " + channel);
        }

        @Override
        public void removeDestination(Publication publication, long destinationId) {
            asked.add("remove destination " + destinationId);
        }

        @Override
        public void addDestination(Subscription subscription, String channel) {
            asked.add("add destination " + channel);
        }

        @Override
        public void removeDestination(Subscription subscription, String channel) {
            asked.add("remove destination " + channel);
        }

        @Override
        public long requestDestination(Subscription subscription, String channel) {
            asked.add("add destination " + channel);
            return asked.size();
        }

        @Override
        public long requestRemoval(Subscription subscription, String channel) {
            asked.add("remove destination " + channel);
            return asked.size();
        }

        @Override
        public boolean isAnswered(long requestId) {
            return false;
        }

        @Override
        public void rejectImage(Image image, String reason) {
            asked.add("reject " + image.correlationId() + " " + reason);
        }

        @Override
        public List<String> localAddresses(int counterId) {
            return List.of();
        }

        @Override
        public long channelStatus(int counterId) {
            return 1;
        }

        @Override
        public void onHandlerError(Throwable error) {
            errors.add(error);
        }
    }
}
