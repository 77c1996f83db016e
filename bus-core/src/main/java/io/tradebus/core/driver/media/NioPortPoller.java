package io.tradebus.core.driver.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.collections.ArrayUtil;
import org.jspecify.annotations.Nullable;

/**
 * Polls ports on sockets of the system. A few are asked one by one, which costs one system call each; more are asked
 * through a selector, which costs one for all and one for each that has something.
 */
final class NioPortPoller implements PortPoller, Consumer<SelectionKey> {
    /** The most ports that are asked one by one. */
    static final int MAX_DIRECT = 5;

    private static final Entry[] NONE = {};

    private final ReceiveBuffer buffer = new ReceiveBuffer();
    private final @Nullable NioPortWait wait;
    private Entry[] entries = NONE;
    private @Nullable Selector selector;
    private int datagramsPerPort;
    private int bytesReceived;

    private record Entry(NioDatagramPort port, DatagramHandler handler) {}

    /** @param wait wakes the thread up, or null if it does not wait at ports */
    NioPortPoller(@Nullable NioPortWait wait) {
        this.wait = wait;
    }

    @Override
    public void add(DatagramPort port, DatagramHandler handler) {
        Entry entry = new Entry((NioDatagramPort) port, handler);
        Selector selector = this.selector;
        if (selector != null) {
            register(entry, selector);
        }
        entries = ArrayUtil.add(entries, entry);
        if (wait != null) {
            wait.add(entry.port().receiving());
        }
        if (selector == null && entries.length > MAX_DIRECT) {
            startSelecting();
        }
    }

    @Override
    public void remove(DatagramPort port) {
        for (int i = 0; i < entries.length; i++) {
            if (entries[i].port() == port) {
                deregister(entries[i]);
                if (wait != null) {
                    wait.remove(entries[i].port().receiving());
                }
                entries = ArrayUtil.remove(entries, i);
                break;
            }
        }
        if (entries.length <= MAX_DIRECT) {
            stopSelecting();
        }
    }

    @Override
    public int poll(int datagramsPerPort) {
        return selector == null ? pollEach(datagramsPerPort) : pollSelected(selector, datagramsPerPort);
    }

    @Override
    public void close() {
        entries = NONE;
        stopSelecting();
        if (wait != null) {
            wait.end();
        }
    }

    private int pollEach(int datagramsPerPort) {
        int bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.port().receive(entry.handler(), datagramsPerPort, buffer);
        }
        return bytes;
    }

    private int pollSelected(Selector selector, int datagramsPerPort) {
        this.datagramsPerPort = datagramsPerPort;
        bytesReceived = 0;
        try {
            selector.selectNow(this);
        } catch (IOException e) {
            throw new UncheckedIOException("could not ask which ports have datagrams", e);
        }
        return bytesReceived;
    }

    /** A port has something. */
    @Override
    public void accept(SelectionKey key) {
        Entry entry = (Entry) key.attachment();
        bytesReceived += entry.port().receive(entry.handler(), datagramsPerPort, buffer);
    }

    private void startSelecting() {
        try {
            Selector selector = Selector.open();
            this.selector = selector;
            for (Entry entry : entries) {
                register(entry, selector);
            }
        } catch (IOException e) {
            // What is asked one by one is found too, only at a higher price.
            stopSelecting();
        }
    }

    private static void register(Entry entry, Selector selector) {
        try {
            entry.port().receiving().register(selector, SelectionKey.OP_READ, entry);
        } catch (ClosedChannelException e) {
            throw new IllegalArgumentException(
                    "the port is closed: " + AddressText.of(entry.port().localAddress()), e);
        }
    }

    private void deregister(Entry entry) {
        Selector selector = this.selector;
        SelectionKey key = selector == null ? null : entry.port().receiving().keyFor(selector);
        if (selector != null && key != null) {
            key.cancel();
            try {
                // A socket stays bound until its key has left the selector, which it does at the next selection.
                selector.selectNow(ready -> {});
            } catch (IOException e) {
                throw new UncheckedIOException("could not take a port out of the selector", e);
            }
        }
    }

    private void stopSelecting() {
        CloseHelper.quietClose(selector);
        selector = null;
    }
}
