package io.tradebus.benchmarks.echo;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets the thread that asked know that its message is back. */
final class Replies {
    private static final long TIMEOUT_S = 120;

    private final Semaphore arrived = new Semaphore(0);

    /** The message is back; on the thread that read it. */
    void onReply() {
        arrived.release();
    }

    /** Returns once it is; on the thread that asked. */
    void await() throws InterruptedException {
        if (!arrived.tryAcquire(TIMEOUT_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no reply within " + TIMEOUT_S + " s");
        }
    }
}
