package io.tradebus.spring.core;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread of an agent on which listeners handle messages. Always a platform thread, and never a daemon: an application
 * does not end while it listens.
 */
public final class AgentThread extends Thread {
    /** Set while another thread does the work of an agent's. */
    private static final ThreadLocal<@Nullable Boolean> STANDS_IN = new ThreadLocal<>();

    public AgentThread(Runnable task, String name) {
        super(task, name);
        setDaemon(false);
    }

    /** Runs a duty cycle on the current thread, which counts as the agent's meanwhile. */
    public static int standIn(IntSupplier dutyCycle) {
        @Nullable Boolean before = STANDS_IN.get();
        STANDS_IN.set(true);
        try {
            return dutyCycle.getAsInt();
        } finally {
            STANDS_IN.set(before);
        }
    }

    /** Whether the current thread handles messages, and so must not wait for the driver. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof AgentThread || Boolean.TRUE.equals(STANDS_IN.get());
    }
}
