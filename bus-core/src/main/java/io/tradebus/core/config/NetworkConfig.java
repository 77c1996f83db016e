package io.tradebus.core.config;

/**
 * Everything that matters only when messages leave the machine.
 *
 * @param socket sockets
 * @param flow how a sender is slowed down
 * @param nak when lost data is asked for
 * @param congestion how a receiver adapts
 * @param resolver names of hosts
 * @param nameLookup where names are looked up first
 * @param loss datagrams lost on purpose
 */
public record NetworkConfig(
        SocketConfig socket,
        FlowConfig flow,
        NakConfig nak,
        CongestionConfig congestion,
        ResolverConfig resolver,
        NameLookupConfig nameLookup,
        LossConfig loss) {
    /** What holds when nothing is set. */
    public static final NetworkConfig DEFAULT = new NetworkConfig(
            SocketConfig.DEFAULT,
            FlowConfig.DEFAULT,
            NakConfig.DEFAULT,
            CongestionConfig.DEFAULT,
            ResolverConfig.DEFAULT,
            NameLookupConfig.DEFAULT,
            LossConfig.DEFAULT);

    public NetworkConfig withSocket(SocketConfig socket) {
        return new NetworkConfig(socket, flow, nak, congestion, resolver, nameLookup, loss);
    }

    public NetworkConfig withFlow(FlowConfig flow) {
        return new NetworkConfig(socket, flow, nak, congestion, resolver, nameLookup, loss);
    }

    public NetworkConfig withNak(NakConfig nak) {
        return new NetworkConfig(socket, flow, nak, congestion, resolver, nameLookup, loss);
    }

    public NetworkConfig withCongestion(CongestionConfig congestion) {
        return new NetworkConfig(socket, flow, nak, congestion, resolver, nameLookup, loss);
    }

    public NetworkConfig withResolver(ResolverConfig resolver) {
        return new NetworkConfig(socket, flow, nak, congestion, resolver, nameLookup, loss);
    }

    public NetworkConfig withNameLookup(NameLookupConfig nameLookup) {
        return new NetworkConfig(socket, flow, nak, congestion, resolver, nameLookup, loss);
    }

    public NetworkConfig withLoss(LossConfig loss) {
        return new NetworkConfig(socket, flow, nak, congestion, resolver, nameLookup, loss);
    }
}
