package io.tradebus.core.driver.names;

import io.tradebus.core.format.frame.ResolutionFrame;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names that other drivers told, each with an address of a kind. One thread puts names in and forgets them; any thread may
 * look one up.
 */
final class NameCache {
    /** Names that are kept at the same time; anybody can make names up, so there has to be an end. */
    static final int CAPACITY = 4096;

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    private record Key(String name, int type) {}

    /**
     * A name.
     *
     * @param heardNs when the driver of that name was last heard of, here or by whoever told
     */
    record Entry(String name, InetAddress address, int port, long heardNs) {}

    /** Takes what was told, unless something newer is known. */
    void put(int type, Entry entry) {
        Key key = new Key(entry.name(), type);
        Entry known = entries.get(key);
        boolean isNews = known == null ? entries.size() < CAPACITY : entry.heardNs() - known.heardNs() >= 0;
        if (isNews) {
            entries.put(key, entry);
        }
    }

    /** The IPv4 address of a name, or null. */
    @Nullable InetAddress find(String name) {
        Entry entry = entries.get(new Key(name, ResolutionFrame.TYPE_IPV4));
        return entry == null ? null : entry.address();
    }

    /** Forgets what was last heard of {@code timeoutNs} ago or earlier. Returns how much. */
    int expire(long nowNs, long timeoutNs) {
        int before = entries.size();
        entries.values().removeIf(entry -> nowNs - entry.heardNs() >= timeoutNs);
        return before - entries.size();
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    int size() {
        return entries.size();
    }
}
