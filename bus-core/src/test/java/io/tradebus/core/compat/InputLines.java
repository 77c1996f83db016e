package io.tradebus.core.compat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The standard input of a program: lines by which it is asked for something, and an end by which it is told to end. */
final class InputLines {
    private final AtomicInteger lines = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    InputLines() {
        Thread thread = new Thread(this::read, "standard-input");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            for (int next = System.in.read(); next >= 0; next = System.in.read()) {
                if (next == '\n') {
                    lines.incrementAndGet();
                }
            }
        } catch (IOException ignored) {
            // There is nobody any more who could say something.
        }
        end.countDown();
    }

    /** Whether there was a line, or several, since the last call. */
    boolean takeLine() {
        return lines.getAndSet(0) > 0;
    }

    boolean hasEnded() {
        return end.getCount() == 0;
    }
}
