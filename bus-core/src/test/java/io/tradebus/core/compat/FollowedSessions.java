package io.tradebus.core.compat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the messages of sessions that were joined anywhere: each goes on from the one before in its session, or, where
 * gaps are allowed, is at least a later one. Says the first one of each session, the ones at each tenth of the count,
 * and when the last one has come, with how
 * many of its session have.
 */
final class FollowedSessions {
    private static final int STEPS = 10;

    private final CheckedMessages messages;
    private final long count;
    private final boolean mayHaveGaps;
    private final Consumer<String> say;
    private final Map<Integer, Long> next = new HashMap<>();
    private final Map<Integer, Long> receivedBySession = new HashMap<>();
    private boolean hasReachedTheEnd;
    private @Nullable RuntimeException failure;

    /** A {@code count} of 0 means that it is not known. */
    FollowedSessions(int maxLength, long count, boolean mayHaveGaps, Consumer<String> say) {
        this.messages = new CheckedMessages(maxLength);
        this.count = count;
        this.mayHaveGaps = mayHaveGaps;
        this.say = say;
    }

    /** Throws if the message is wrong, and from then on always, since a client may go on after what its handler throws. */
    void onMessage(int sessionId, DirectBuffer buffer, int offset, int length) {
        requireNoFailure();
        try {
            check(sessionId, buffer, offset, length);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private void check(int sessionId, DirectBuffer buffer, int offset, int length) {
        long number = length < CheckedMessages.MIN_LENGTH ? -1 : buffer.getLong(offset);
        Long expected = next.get(sessionId);
        boolean follows = expected == null || (mayHaveGaps ? number >= expected : number == expected);
        if (!follows || number < 0 || count > 0 && number >= count) {
            throw new IllegalStateException(
                    "expected message " + expected + " of session " + sessionId + ", got " + number);
        }
        messages.check(number, buffer, offset, length);
        receivedBySession.merge(sessionId, 1L, Long::sum);
        next.put(sessionId, number + 1);
        if (expected == null) {
            say.accept("FIRST " + sessionId + " " + number);
        }
        if (count > 0 && number % (count / STEPS) == 0) {
            say.accept("AT " + sessionId + " " + number);
        }
        if (number == count - 1) {
            hasReachedTheEnd = true;
            say.accept("REACHED " + sessionId + " " + receivedBySession.get(sessionId));
        }
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    boolean hasReachedTheEnd() {
        requireNoFailure();
        return hasReachedTheEnd;
    }

    /** How many messages came, over all sessions. */
    long received() {
        requireNoFailure();
        return receivedBySession.values().stream().mapToLong(Long::longValue).sum();
    }
}
