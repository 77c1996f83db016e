package io.tradebus.core.compat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The end of a program's standard input, by which it is told to end. */
public final class StandardInput {
    private final CountDownLatch end = new CountDownLatch(1);

    public StandardInput() {
        Thread thread = new Thread(this::read, "standard-input");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException ignored) {
            // There is nobody any more who could say something.
        }
        end.countDown();
    }

    public boolean hasEnded() {
        return end.getCount() == 0;
    }

    public void awaitEnd() throws InterruptedException {
        end.await();
    }
}
