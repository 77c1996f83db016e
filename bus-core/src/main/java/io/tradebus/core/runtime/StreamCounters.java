package io.tradebus.core.runtime;

/** What a listener did with the messages of one stream; the listener's thread is the only writer. */
final class StreamCounters implements ListenerCounters {
    private static final int MESSAGES = 0;
    private static final int BYTES = 1;
    private static final int FAILURES = 2;
    private static final int RETRIES = 3;
    private static final int SKIPPED = 4;
    private static final int DEAD_LETTERED = 5;
    private static final int ABORTS = 6;
    private static final int INCOMPLETE = 7;

    private final Tally tally = new Tally(8);

    void onHandled(int length) {
        tally.add(MESSAGES, 1);
        tally.add(BYTES, length);
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
        return tally.get(MESSAGES);
    }

    @Override
    public long bytes() {
        return tally.get(BYTES);
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
