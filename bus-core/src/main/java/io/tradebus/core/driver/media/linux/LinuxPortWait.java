package io.tradebus.core.driver.media.linux;

import io.tradebus.core.driver.media.PortWait;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;

/** Waits at all native ports of a thread at once. Used by that thread alone. */
final class LinuxPortWait implements PortWait {
    private static final long MAX_WAIT_NS = TimeUnit.SECONDS.toNanos(1) - 1;

    /**
     * Shorter waits are made this long: to begin and end one takes some microseconds of processor time, which others on the
     * same processor need more where a thread waits for them to put something into shared memory.
     */
    private static final long MIN_WAIT_NS = TimeUnit.MICROSECONDS.toNanos(30);

    /** With what threads have by default, a wait of one microsecond takes more than fifty. */
    private static final long SLACK_NS = 1;

    private final Supplier<Kernel> kernels;
    private @Nullable ReadyPorts ready;
    private final Object lock = new Object();
    /** What ends a wait; guarded by the lock, so that nobody writes to what was closed. */
    private @Nullable WakeSignal signal;

    private int count;
    private int otherCount;
    private boolean hasEnded;

    /** @param kernels asked on the thread that waits, when there is a port to wait at */
    LinuxPortWait(Supplier<Kernel> kernels) {
        this.kernels = kernels;
    }

    /** Wakes up by a socket from now on. */
    void add(int fd) {
        if (hasEnded) {
            return;
        }
        try {
            ReadyPorts known = ready;
            if (known == null) {
                Kernel kernel = kernels.get();
                known = new ReadyPorts(kernel);
                ready = known;
                // Where it is refused, waits are longer than they should be.
                kernel.timerSlack(SLACK_NS);
                openSignal(known);
            }
            known.add(fd);
            count++;
        } catch (IOException e) {
            end();
        }
    }

    /** Wakes up by a socket no longer; before it is closed. */
    void remove(int fd) {
        ReadyPorts known = ready;
        if (known != null && known.remove(fd)) {
            count--;
        }
    }

    @Override
    public boolean await(long timeoutNs) {
        ReadyPorts known = ready;
        if (known == null || count == 0) {
            return false;
        }
        if (!known.awaitNs(Math.max(MIN_WAIT_NS, Math.min(timeoutNs, MAX_WAIT_NS)))) {
            end();
            return false;
        }
        return true;
    }

    /** A port is polled that cannot wake the thread up. */
    void addOther() {
        otherCount++;
    }

    void removeOther() {
        otherCount--;
    }

    @Override
    public boolean isComplete() {
        return otherCount == 0 && !hasEnded;
    }

    @Override
    public void wake() {
        synchronized (lock) {
            WakeSignal opened = signal;
            if (opened != null) {
                opened.give();
            }
        }
    }

    private void openSignal(ReadyPorts known) throws IOException {
        synchronized (lock) {
            signal = WakeSignal.open(kernels.get(), known);
        }
    }

    /** Does not wait any more: the thread ends, or the system does not let it and sleeps blindly. A second call does nothing. */
    void end() {
        hasEnded = true;
        synchronized (lock) {
            CloseHelper.quietClose(signal);
            signal = null;
        }
        CloseHelper.quietClose(ready);
        ready = null;
    }
}
