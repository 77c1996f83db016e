package io.tradebus.core.simulation;

import io.tradebus.core.client.Publication;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Publishes numbered messages as fast as it may, up to the number that it is allowed. */
final class CheckedPublisher implements SimulatedNode.Actor {
    private static final int LONGEST = 16 << 10;

    private final Publication publication;
    private final Messages messages;
    private final Random random;
    private final int burst;
    private final long startPosition;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LONGEST]);
    private long next;
    private long end;
    private int pendingLength;

    /** @param burst most messages in one step */
    CheckedPublisher(Publication publication, Messages messages, Random random, int burst) {
        this.publication = publication;
        this.messages = messages;
        this.random = random;
        this.burst = burst;
        startPosition = publication.position();
    }

    Publication publication() {
        return publication;
    }

    Messages messages() {
        return messages;
    }

    long startPosition() {
        return startPosition;
    }

    /** Number of the last message that was taken, -1 before there is one. */
    long last() {
        return next - 1;
    }

    /** Lets it publish so many messages more. */
    void allow(long count) {
        end = next + count;
    }

    boolean isDone() {
        return next >= end;
    }

    /** How often the log was written from its beginning to its end. */
    long rounds() {
        return (publication.position() - startPosition) / (3L * publication.termBufferLength());
    }

    @Override
    public int doWork() {
        int count = 0;
        for (int i = random.nextInt(burst + 1); i > 0 && next < end; i--) {
            if (pendingLength == 0) {
                pendingLength = messages.write(buffer, next);
            }
            long result = publication.offer(buffer, 0, pendingLength);
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new AssertionError("offer fails with " + result + " on " + publication);
            }
            if (result == Publication.ADMIN_ACTION) {
                count++;
            } else if (result < 0) {
                break;
            } else {
                next++;
                pendingLength = 0;
                count++;
            }
        }
        return count;
    }
}
