package io.tradebus.core.driver.media;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;

/**
 * Waits at all sockets of a thread at once, in a selector. Used by that thread alone, but for {@link #wake}. What cannot wait here
 * sleeps blindly, and finds what has arrived when it looks.
 */
final class NioPortWait implements PortWait, Consumer<SelectionKey> {
    /** Selectors wait for whole milliseconds. */
    private static final long NS_PER_MS = 1_000_000;

    private volatile @Nullable Selector selector;
    private boolean hasEnded;

    /** Wakes up by a socket from now on. */
    void add(DatagramChannel channel) {
        if (hasEnded) {
            return;
        }
        try {
            Selector known = selector;
            if (known == null) {
                known = Selector.open();
                selector = known;
            }
            channel.register(known, SelectionKey.OP_READ);
        } catch (ClosedChannelException e) {
            // Whoever polls it says so.
        } catch (IOException e) {
            end();
        }
    }

    /** Wakes up by a socket no longer; before it is closed. */
    void remove(DatagramChannel channel) {
        Selector known = selector;
        SelectionKey key = known == null ? null : channel.keyFor(known);
        if (known == null || key == null) {
            return;
        }
        key.cancel();
        try {
            // A socket stays bound until its key has left the selector, which it does at the next selection.
            known.selectNow(this);
        } catch (IOException e) {
            end();
        }
    }

    @Override
    public boolean await(long timeoutNs) {
        Selector known = selector;
        if (known == null || timeoutNs < NS_PER_MS || known.keys().isEmpty()) {
            return false;
        }
        try {
            known.select(this, timeoutNs / NS_PER_MS);
            return true;
        } catch (IOException e) {
            end();
            return false;
        }
    }

    @Override
    public boolean isComplete() {
        return !hasEnded;
    }

    @Override
    public long leastNs() {
        return NS_PER_MS;
    }

    @Override
    public void wake() {
        Selector known = selector;
        if (known != null) {
            // Does nothing once it is closed.
            known.wakeup();
        }
    }

    /** Something has arrived at a socket, which is polled later. */
    @Override
    public void accept(SelectionKey key) {}

    /** Does not wait any more: the thread ends, or the system does not let it. A second call does nothing. */
    void end() {
        hasEnded = true;
        CloseHelper.quietClose(selector);
        selector = null;
    }
}
