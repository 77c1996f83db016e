package io.tradebus.core.compat;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** What was asked and has neither been answered nor given up; counts how each request ended, which it does once. */
final class OpenRequests {
    private final long deadlineNs;
    private final ArrayDeque<Long> numbers = new ArrayDeque<>();
    private final ArrayDeque<Long> askedNs = new ArrayDeque<>();
    private final Set<Long> open = new HashSet<>();
    private long asked;
    private long answered;
    private long failed;
    private long unexpected;
    private long lastAnswered;

    /** @param deadlineNs nanoseconds after which a request is given up */
    OpenRequests(long deadlineNs) {
        this.deadlineNs = deadlineNs;
    }

    int size() {
        return open.size();
    }

    long asked() {
        return asked;
    }

    /** The highest number that was answered in time. */
    long lastAnswered() {
        return lastAnswered;
    }

    /** The number that the next request gets. */
    long next() {
        return asked + 1;
    }

    void onAsked(long nowNs) {
        asked++;
        numbers.add(asked);
        askedNs.add(nowNs);
        open.add(asked);
    }

    void onAnswer(long number) {
        if (open.remove(number)) {
            answered++;
            lastAnswered = Math.max(lastAnswered, number);
        } else {
            unexpected++;
        }
    }

    void giveUpAll() {
        failed += open.size();
        open.clear();
    }

    void giveUpOld(long nowNs) {
        while (!numbers.isEmpty() && (!open.contains(numbers.peek()) || nowNs - askedNs.peek() >= deadlineNs)) {
            askedNs.remove();
            failed += open.remove(numbers.remove()) ? 1 : 0;
        }
    }

    /** Counts of requests: asked, answered, failed, and of answers that nobody waited for any more. */
    @Override
    public String toString() {
        return asked + " " + answered + " " + failed + " " + unexpected;
    }
}
