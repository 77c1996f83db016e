package io.tradebus.core.driver.protocol;

/** Something missing, and what is known of the requests for it. Reused. */
final class Gap {
    /** Requests that cannot be told apart: the gap is a part of one that was asked for before. */
    private static final int UNKNOWN = 3;

    private static final long NO_SAMPLE = -1;

    /** Position of the first byte that is missing. */
    long begin;

    /** Position after the last byte that is missing; in the same term as the first byte, or the end of it. */
    long end;

    /** When it is to be asked for next. */
    long deadlineNs;

    /** What a round trip was taken for, with a margin, when it was last asked for. */
    long timeoutNs;

    private int requests;
    private long firstRequestNs;
    private long secondRequestNs;

    void set(long begin, long end, long deadlineNs) {
        this.begin = begin;
        this.end = end;
        this.deadlineNs = deadlineNs;
        requests = 0;
    }

    int length() {
        return (int) (end - begin);
    }

    boolean isDue(long nowNs) {
        return nowNs - deadlineNs >= 0;
    }

    boolean isRequested() {
        return requests > 0;
    }

    void onRequest(long nowNs) {
        if (requests == 0) {
            firstRequestNs = nowNs;
            requests = 1;
        } else if (requests == 1) {
            secondRequestNs = nowNs;
            requests = 2;
        }
    }

    /** Takes the requests for {@code other} for its own, of which it is a part. */
    void inheritRequests(Gap other) {
        timeoutNs = other.timeoutNs;
        requests = other.requests;
        firstRequestNs = other.firstRequestNs;
        secondRequestNs = other.secondRequestNs;
    }

    /** Gives up the thought of measuring a round trip by it. */
    void loseTrackOfRequests() {
        if (requests > 0) {
            requests = UNKNOWN;
        }
    }

    /**
     * How long the answer took that has just arrived, or a negative value if nobody can tell which request it answers: it
     * must be the only one, or be followed by others so late that those cannot have been answered yet.
     *
     * @param soonestAnswerNs no answer is quicker
     */
    long answerNs(long nowNs, long soonestAnswerNs) {
        boolean isToFirst = requests == 1 || requests == 2 && nowNs - secondRequestNs < soonestAnswerNs;
        return isToFirst ? nowNs - firstRequestNs : NO_SAMPLE;
    }
}
