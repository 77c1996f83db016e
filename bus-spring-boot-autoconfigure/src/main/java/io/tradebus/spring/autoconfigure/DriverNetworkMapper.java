package io.tradebus.spring.autoconfigure;

import static io.tradebus.spring.autoconfigure.BusPropertiesMapper.orElse;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.FlowConfig;
import io.tradebus.core.config.LogConfig;
import io.tradebus.core.config.NakConfig;
import io.tradebus.core.config.NetworkConfig;
import io.tradebus.core.config.SocketConfig;
import io.tradebus.core.config.SubscriptionConfig;
import org.springframework.util.unit.DataSize;

/** Makes the part of the driver's configuration that is about the network. */
final class DriverNetworkMapper {
    private static final DataSize SOCKET_BUFFER = DataSize.ofMegabytes(2);
    private static final int MAX_NAK_OUTSTANDING = 64;
    private static final int MAX_TTL = 255;

    private DriverNetworkMapper() {}

    static NetworkConfig network(DriverProperties driver) {
        NetworkConfig defaults = NetworkConfig.DEFAULT;
        DriverProperties.Socket socket = driver.socket();
        SocketConfig sockets = SocketConfig.DEFAULT
                .withSendBufferLength(Limits.buffer(
                        "bus.driver.socket.send-buffer",
                        orElse(socket.sendBuffer(), SOCKET_BUFFER),
                        mtu(driver),
                        "bus.driver.mtu"))
                .withReceiveBufferLength(Limits.buffer(
                        "bus.driver.socket.receive-buffer",
                        orElse(socket.receiveBuffer(), SOCKET_BUFFER),
                        SubscriptionConfig.DEFAULT.initialWindowLength(),
                        "the least window of receivers"))
                .withMulticastTtl(
                        Limits.inRange("bus.driver.socket.multicast-ttl", orElse(socket.multicastTtl(), 0), 0, MAX_TTL))
                .withDatagramIo(orElse(driver.datagramIo(), SocketConfig.DEFAULT.datagramIo()));
        FlowConfig flow = FlowConfig.DEFAULT
                .withUnicast(orElse(driver.flowControl().unicast(), FlowConfig.DEFAULT.unicast()))
                .withMulticast(orElse(driver.flowControl().multicast(), FlowConfig.DEFAULT.multicast()));
        NakConfig nak = NakConfig.DEFAULT.withMaxOutstanding(requireNakOutstanding(
                "bus.driver.nak-outstanding", orElse(driver.nakOutstanding(), NakConfig.DEFAULT.maxOutstanding())));
        return defaults.withSocket(sockets).withFlow(flow).withNak(nak);
    }

    /** Bytes of the largest datagram. */
    static int mtu(DriverProperties driver) {
        return driver.mtu() == null ? LogConfig.DEFAULT.mtuLength() : Limits.mtu("bus.driver.mtu", driver.mtu());
    }

    static int requireNakOutstanding(String property, int gaps) {
        if (gaps < 1 || gaps > MAX_NAK_OUTSTANDING) {
            throw new BusConfigurationException(property + " must be from 1 to " + MAX_NAK_OUTSTANDING + ", but was "
                    + gaps + "; 1 asks for one gap at a time");
        }
        return gaps;
    }
}
