package io.tradebus.core.driver.media.linux;

import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.PortListener;
import io.tradebus.core.driver.media.PortPoller;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.collections.ArrayUtil;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Polls ports of this package, and leaves others to another poller.
 *
 * <p>All are asked at once which of them have something, the cheapest call there is, and those that have are read. A few
 * ports of which one had something the last time are read without being asked: there is likely to be more.
 */
final class LinuxPortPoller implements PortPoller {
    /** The most ports that are read without being asked. */
    static final int MAX_DIRECT = 5;

    private static final Entry[] NONE = {};

    private final Supplier<Kernel> kernels;
    private final PortPoller others;
    private final PortListener listener;
    private final @Nullable LinuxPortWait wait;
    private final Int2ObjectHashMap<Entry> entriesByFd = new Int2ObjectHashMap<>();
    private final Set<DatagramPort> otherPorts = Collections.newSetFromMap(new IdentityHashMap<>());
    private Entry[] entries = NONE;
    private boolean hasOthers;
    private boolean isFailureTold;
    private boolean hadSome;
    private @Nullable ReceiveMemory memory;
    private @Nullable ReadyPorts ready;

    private record Entry(LinuxDatagramPort port, int fd, DatagramHandler handler) {}

    /**
     * Polls nothing yet.
     *
     * @param kernels asked on the thread that polls, when there are ports of this package
     * @param others polls all other ports
     * @param wait wakes the thread up, or null if it does not wait at ports
     * @param listener hears, on the thread that polls, when ports cannot be asked in one call
     */
    LinuxPortPoller(Supplier<Kernel> kernels, PortPoller others, @Nullable LinuxPortWait wait, PortListener listener) {
        this.listener = listener;
        this.kernels = kernels;
        this.others = others;
        this.wait = wait;
    }

    @Override
    public void add(DatagramPort port, DatagramHandler handler) {
        if (port instanceof LinuxDatagramPort own) {
            addOwn(own, handler);
        } else {
            others.add(port, handler);
            hasOthers = true;
            if (otherPorts.add(port) && wait != null) {
                wait.addOther();
            }
        }
    }

    @Override
    public void remove(DatagramPort port) {
        if (port instanceof LinuxDatagramPort own) {
            removeOwn(own);
        } else {
            others.remove(port);
            if (otherPorts.remove(port) && wait != null) {
                wait.removeOther();
            }
        }
    }

    @Override
    public int poll(int datagramsPerPort) {
        int bytes = hasOthers ? others.poll(datagramsPerPort) : 0;
        ReceiveMemory memory = this.memory;
        if (memory == null) {
            return bytes;
        }
        ReadyPorts ready = this.ready;
        boolean isDirect = hadSome && entries.length <= MAX_DIRECT;
        int own = ready == null || isDirect
                ? pollEach(datagramsPerPort, memory)
                : pollReady(ready, datagramsPerPort, memory);
        hadSome = own > 0;
        return bytes + own;
    }

    @Override
    public void close() {
        for (Entry entry : entries) {
            forget(entry.fd());
        }
        entries = NONE;
        entriesByFd.clear();
        stopAsking();
        if (wait != null) {
            wait.end();
        }
        others.close();
    }

    private void addOwn(LinuxDatagramPort port, DatagramHandler handler) {
        if (port.fd() == LinuxSocket.NONE) {
            throw new IllegalArgumentException("the port is closed: " + AddressText.of(port.localAddress()));
        }
        if (memory == null) {
            memory = new ReceiveMemory();
        }
        Entry entry = new Entry(port, port.fd(), handler);
        entries = ArrayUtil.add(entries, entry);
        entriesByFd.put(entry.fd(), entry);
        if (wait != null) {
            wait.add(entry.fd());
        }
        ReadyPorts asked = ready;
        if (asked != null) {
            ask(asked, entry);
        } else {
            startAsking();
        }
    }

    private void removeOwn(LinuxDatagramPort port) {
        for (int i = 0; i < entries.length; i++) {
            Entry entry = entries[i];
            if (entry.port() == port) {
                entries = ArrayUtil.remove(entries, i);
                // A port that is closed has given its number away; another one may have it.
                if (entriesByFd.remove(entry.fd(), entry)) {
                    forget(entry.fd());
                }
                break;
            }
        }
        if (entries.length == 0) {
            stopAsking();
        }
    }

    private void forget(int fd) {
        if (ready != null) {
            ready.remove(fd);
        }
        if (wait != null) {
            wait.remove(fd);
        }
    }

    private int pollEach(int datagramsPerPort, ReceiveMemory memory) {
        int bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.port().receive(entry.handler(), datagramsPerPort, memory);
        }
        return bytes;
    }

    private int pollReady(ReadyPorts ready, int datagramsPerPort, ReceiveMemory memory) {
        int bytes = 0;
        int count = ready.find();
        if (count < 0) {
            onFailure(-count);
            return pollEach(datagramsPerPort, memory);
        }
        for (int i = 0; i < count; i++) {
            Entry entry = entriesByFd.get(ready.fd(i));
            if (entry != null) {
                bytes += entry.port().receive(entry.handler(), datagramsPerPort, memory);
            }
        }
        return bytes;
    }

    /** What is asked one by one is found too, only at a higher price; until another port is added. */
    private void onFailure(int errno) {
        stopAsking();
        if (!isFailureTold) {
            isFailureTold = true;
            listener.onFailure("ports are asked one by one for datagrams, cause: " + Errno.text(errno));
        }
    }

    private void startAsking() {
        try {
            ReadyPorts started = new ReadyPorts(kernels.get());
            ready = started;
            for (Entry entry : entries) {
                ask(started, entry);
            }
        } catch (IOException e) {
            // What is asked one by one is found too, only at a higher price.
            stopAsking();
        }
    }

    private void ask(ReadyPorts asked, Entry entry) {
        try {
            asked.add(entry.fd());
        } catch (IOException e) {
            // As above, for all of them.
            stopAsking();
        }
    }

    private void stopAsking() {
        CloseHelper.quietClose(ready);
        ready = null;
    }
}
