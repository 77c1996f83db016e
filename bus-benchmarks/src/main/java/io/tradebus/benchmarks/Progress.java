package io.tradebus.benchmarks;

import java.util.concurrent.CountDownLatch;

/**
 * When the work of one thread begins and ends, and what the thread allocates from the one to the other. The thread tells;
 * others read once it has ended.
 */
final class Progress {
    private final CountDownLatch beginning = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Runnable onBegin;
    private final Runnable onEnd;
    private ThreadUse begin = ThreadUse.NONE;
    private ThreadUse end = ThreadUse.NONE;

    Progress() {
        this(() -> {}, () -> {});
    }

    /** With something to run just before the beginning, and just after the end. */
    Progress(Runnable onBegin, Runnable onEnd) {
        this.onBegin = onBegin;
        this.onEnd = onEnd;
    }

    /** All is set up: the subscription exists, or there is somebody to publish to. */
    void begin() {
        onBegin.run();
        begin = ThreadUse.now();
        beginning.countDown();
    }

    /** All has been done, and nothing has been closed yet. */
    void end() {
        end = ThreadUse.now();
        onEnd.run();
        ending.countDown();
    }

    CountDownLatch beginning() {
        return beginning;
    }

    CountDownLatch ending() {
        return ending;
    }

    /** The {@link System#nanoTime()} of the beginning. */
    long beginNs() {
        return begin.elapsedNs();
    }

    /** The {@link System#nanoTime()} of the end. */
    long endNs() {
        return end.elapsedNs();
    }

    /** Bytes the thread allocated meanwhile. */
    long allocatedBytes() {
        return end.since(begin).allocatedBytes();
    }
}
