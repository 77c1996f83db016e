package io.tradebus.core.driver.event;

import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.format.channel.ChannelParam;
import java.net.InetAddress;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/** Names as somebody else resolves them, with an event for each. */
public final class WatchedNames implements NameLookup {
    private final NameLookup names;
    private final NameEvents events;
    private final NanoClock clock;

    /** @param clock by which it is measured how long it takes */
    public WatchedNames(NameLookup names, NameEvents events, NanoClock clock) {
        this.names = names;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public @Nullable InetAddress lookUp(String host, ChannelParam param, boolean isReResolution) {
        long startNs = clock.nanoTime();
        InetAddress found = names.lookUp(host, param, isReResolution);
        events.onResolved(
                names.description(),
                clock.nanoTime() - startNs,
                host,
                isReResolution,
                found == null ? "" : found.getHostAddress());
        return found;
    }

    @Override
    public String description() {
        return names.description();
    }
}
