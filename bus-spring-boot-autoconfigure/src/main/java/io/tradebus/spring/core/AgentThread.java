package io.tradebus.spring.core;

/**
 * The thread of an agent on which listeners handle messages. Always a platform thread, and never a daemon: an application
 * does not end while it listens.
 */
public final class AgentThread extends Thread {
    public AgentThread(Runnable task, String name) {
        super(task, name);
        setDaemon(false);
    }

    /** Whether the current thread handles messages, and so must not wait for the driver. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof AgentThread;
    }
}
