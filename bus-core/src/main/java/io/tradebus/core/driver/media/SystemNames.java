package io.tradebus.core.driver.media;

import io.tradebus.core.format.channel.ChannelParam;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Asks the system and takes its first answer. The Java runtime may remember an answer for a while. */
public final class SystemNames implements NameLookup {
    @Override
    public @Nullable InetAddress lookUp(String host, ChannelParam param, boolean isReResolution) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
