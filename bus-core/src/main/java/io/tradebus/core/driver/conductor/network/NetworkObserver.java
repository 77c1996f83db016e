package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.driver.conductor.resource.ResourceObserver;

/** Is told what happens to the things the conductor owns, those of the network included. */
public interface NetworkObserver extends ResourceObserver {
    /** A sending endpoint has its sockets. */
    default void onSendEndpointOpened(String channel, String localAddress) {}

    /** A receiving endpoint has its sockets. */
    default void onReceiveEndpointOpened(String channel, String localAddress) {}

    /** A destination of a subscription has its socket. */
    default void onReceiveDestinationOpened(String channel, String localAddress) {}

    /** The sockets of an endpoint, or of a destination of a subscription, are closed, for those who ask no further. */
    default void onEndpointClosed(String channel) {}

    /** A sending endpoint's sockets are closed. */
    default void onSendEndpointClosed(String channel) {
        onEndpointClosed(channel);
    }

    /** A receiving endpoint's sockets are closed. */
    default void onReceiveEndpointClosed(String channel) {
        onEndpointClosed(channel);
    }

    /** The socket of a destination of a subscription is closed. */
    default void onReceiveDestinationClosed(String channel) {
        onEndpointClosed(channel);
    }

    /** A stream comes over the network that is read here. */
    default void onNetworkImage(long imageId, int sessionId, int streamId, String channel, String source) {}

    /** An image moved on in its life. */
    default void onImageState(long imageId, ImageState before, ImageState now) {}

    /** A stream was offered and could not be taken; {@code value} is what was at fault, as the reason says. */
    default void onSetupRefused(
            int sessionId, int streamId, String channel, String source, SetupRefusal reason, long value) {}

    /** The name of an endpoint leads to another address now. */
    default void onResolutionChanged(String channel, String address) {}
}
