package io.tradebus.core.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What a listener did with the messages of one stream; the listener's thread is the only writer. */
final class StreamCounters implements ListenerCounters {
    private static final VarHandle MESSAGES = field("messages");
    private static final VarHandle BYTES = field("bytes");
    private static final int FAILURES = 0;
    private static final int RETRIES = 1;
    private static final int SKIPPED = 2;
    private static final int DEAD_LETTERED = 3;
    private static final int ABORTS = 4;
    private static final int INCOMPLETE = 5;

    // Counted for every message, and so without anything between the object and the number.
    private long messages;
    private long bytes;
    private final Tally tally = new Tally(6);

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(StreamCounters.class, name, long.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    void onHandled(int length) {
        BYTES.setOpaque(this, bytes + length);
        MESSAGES.setRelease(this, messages + 1);
    }

    void onFailure() {
        tally.add(FAILURES, 1);
    }

    void onRetry() {
        tally.add(RETRIES, 1);
    }

    void onSkipped() {
        tally.add(SKIPPED, 1);
    }

    void onDeadLettered() {
        tally.add(DEAD_LETTERED, 1);
    }

    void onAbort() {
        tally.add(ABORTS, 1);
    }

    void onIncomplete(long count) {
        tally.add(INCOMPLETE, count);
    }

    @Override
    public long messages() {
        return (long) MESSAGES.getAcquire(this);
    }

    @Override
    public long bytes() {
        return (long) BYTES.getAcquire(this);
    }

    @Override
    public long failures() {
        return tally.get(FAILURES);
    }

    @Override
    public long retries() {
        return tally.get(RETRIES);
    }

    @Override
    public long skipped() {
        return tally.get(SKIPPED);
    }

    @Override
    public long deadLettered() {
        return tally.get(DEAD_LETTERED);
    }

    @Override
    public long aborts() {
        return tally.get(ABORTS);
    }

    @Override
    public long incomplete() {
        return tally.get(INCOMPLETE);
    }
}
