package io.tradebus.core.driver.media;

import io.tradebus.core.format.channel.ChannelParam;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Finds addresses of hosts. May wait for the network, so it is asked on a background thread. */
@FunctionalInterface
public interface NameLookup {
    /**
     * Finds one host.
     *
     * @param host a name, or an address in numbers without brackets
     * @param param the parameter of the channel that names it
     * @param isReResolution whether it was found before and may have moved
     * @return its address, or null if it is not known
     */
    @Nullable InetAddress lookUp(String host, ChannelParam param, boolean isReResolution);

    /** What it is called in messages. */
    default String description() {
        return "default";
    }
}
