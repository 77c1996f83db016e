package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.ReadableStream;
import io.tradebus.core.driver.conductor.resource.StreamSource;
import io.tradebus.core.driver.media.UdpChannel;

/**
 * Publications of this machine to a channel of the network, read from their own logs. A publication is found by the tag
 * of its channel, or because its channel means the same. See docs/driver-behaviour.md#spies.
 *
 * @param channel what is spied on
 */
public record SpySource(UdpChannel channel) implements StreamSource {
    @Override
    public boolean carries(ReadableStream stream) {
        return stream instanceof NetworkPublication publication
                && (hasTagOf(publication)
                        || channel.canonicalForm().equals(channelOf(publication).canonicalForm()));
    }

    /** Who names the tag of a channel means what is published there, whatever the session. */
    @Override
    public boolean names(ReadableStream stream) {
        return stream instanceof NetworkPublication publication && hasTagOf(publication);
    }

    private boolean hasTagOf(NetworkPublication publication) {
        return channel.tags().hasChannelTag()
                && channel.tags().channelTag() == channelOf(publication).tags().channelTag();
    }

    private static UdpChannel channelOf(NetworkPublication publication) {
        return publication.endpoint().channel();
    }
}
