package io.tradebus.core.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the subscription of a listener to one stream is doing. A snapshot.
 *
 * @param stream name of the stream
 * @param isNetwork whether it comes over the network
 * @param status of the channel, as {@link io.tradebus.core.counters.ChannelStatus} names it
 * @param localAddresses the sockets it is received by
 * @param notConnected why there is no publisher; null while there is one
 */
public record ReceptionView(
        String stream,
        boolean isNetwork,
        String status,
        List<String> localAddresses,
        @Nullable ConnectionDiagnosis notConnected) {}
