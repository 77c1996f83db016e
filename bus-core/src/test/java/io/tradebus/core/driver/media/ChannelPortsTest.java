package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.SocketConfig;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelPortsTest {
    private final ChannelResolver resolver = new FakeNetwork().resolver();

    @Test
    void aUnicastPublicationIsConnectedToItsEndpoint() {
        assertSending("endpoint=localhost:1", "0.0.0.0:0", "127.0.0.1:1");
        assertSending("endpoint=[::1]:1", "[0:0:0:0:0:0:0:0]:0", "[0:0:0:0:0:0:0:1]:1");
        assertSending("endpoint=localhost:1|interface=localhost:4", "127.0.0.1:4", "127.0.0.1:1");
        assertSending("endpoint=localhost:1|control=localhost:5", "127.0.0.1:5", "127.0.0.1:1");

        assertThat(sending("endpoint=localhost:1", SocketConfig.DEFAULT).isConnected())
                .isTrue();
        assertThat(sending("endpoint=localhost:1", SocketConfig.DEFAULT.withConnectUnicast(false))
                        .isConnected())
                .isFalse();
    }

    @Test
    void aPublicationWithDestinationsHasOneSocketForAll() {
        assertSending("control=localhost:5|control-mode=dynamic", "127.0.0.1:5", null);
        assertSending("control-mode=manual", "0.0.0.0:0", null);
        assertSending("control=localhost:0|control-mode=response", "127.0.0.1:0", null);
    }

    @Test
    @Conformance("DB-83")
    void aMulticastPublicationSendsToOneGroupAndHearsTheOther() {
        PortSettings settings = sending("endpoint=224.0.1.1:7|ttl=3", SocketConfig.DEFAULT.withConnectUnicast(false));

        assertThat(settings.bindAddress()).isEqualTo(TestPorts.socketAddress("0.0.0.0", 7));
        assertThat(settings.peer()).isEqualTo(TestPorts.socketAddress("224.0.1.1", 7));
        assertThat(settings.isConnected()).isTrue();
        assertThat(settings.multicast()).satisfies(multicast -> {
            assertThat(multicast).isNotNull();
            assertThat(multicast.joinedGroup()).isEqualTo(TestPorts.address("224.0.1.2"));
            assertThat(multicast.networkInterface().name()).isEqualTo("eth0");
            assertThat(multicast.ttl()).isEqualTo(3);
        });
    }

    @Test
    @Conformance("DB-83")
    void aMulticastSubscriptionHearsTheGroupOfTheData() {
        PortSettings settings =
                receiving("endpoint=[ff02::1]:7|interface={lo}", SocketConfig.DEFAULT.withMulticastTtl(9));

        assertThat(settings.bindAddress()).isEqualTo(TestPorts.socketAddress("::", 7));
        assertThat(settings.peer()).isNull();
        assertThat(settings.multicast()).satisfies(multicast -> {
            assertThat(multicast).isNotNull();
            assertThat(multicast.joinedGroup()).isEqualTo(TestPorts.address("ff02::1"));
            assertThat(multicast.networkInterface().name()).isEqualTo("lo");
            assertThat(multicast.ttl()).isEqualTo(9);
        });
    }

    @Test
    void aUnicastSubscriptionIsBoundToItsEndpoint() {
        assertReceiving("endpoint=localhost:0|interface=192.168.0.5:9", "127.0.0.1:0");
        assertReceiving("endpoint=localhost:3|control=localhost:5", "127.0.0.1:3");
        assertReceiving("control=localhost:5|control-mode=dynamic", "0.0.0.0:0");
        assertReceiving("control=[::1]:5|control-mode=dynamic", "[0:0:0:0:0:0:0:0]:0");
    }

    @Test
    void buffersComeFromTheChannelOrTheDriver() {
        SocketConfig config = SocketConfig.DEFAULT.withSendBufferLength(1).withReceiveBufferLength(2);
        UdpChannel owner = channel("control-mode=manual|so-sndbuf=3|so-rcvbuf=4");

        PortSettings own = sending("endpoint=localhost:1|so-sndbuf=5|so-rcvbuf=6", config);
        PortSettings ofDriver = receiving("endpoint=localhost:1", config);
        PortSettings ofOwner = ChannelPorts.forDestination(channel("endpoint=localhost:1"), owner, config);

        assertThat(own.sendBufferLength()).isEqualTo(5);
        assertThat(own.receiveBufferLength()).isEqualTo(6);
        assertThat(ofDriver.sendBufferLength()).isEqualTo(1);
        assertThat(ofDriver.receiveBufferLength()).isEqualTo(2);
        assertThat(ofOwner.sendBufferLength()).isEqualTo(3);
        assertThat(ofOwner.receiveBufferLength()).isEqualTo(4);
        assertThat(ofOwner.channel()).isEqualTo("aeron:udp?endpoint=localhost:1");
    }

    private void assertSending(String params, String bind, @Nullable String peer) {
        PortSettings settings = sending(params, SocketConfig.DEFAULT);
        InetSocketAddress actual = settings.peer();

        assertThat(settings.role()).isEqualTo(PortRole.SENDER);
        assertThat(AddressText.of(settings.bindAddress())).isEqualTo(bind);
        assertThat(actual == null ? null : AddressText.of(actual)).isEqualTo(peer);
        assertThat(settings.multicast()).isNull();
    }

    private void assertReceiving(String params, String bind) {
        PortSettings settings = receiving(params, SocketConfig.DEFAULT);

        assertThat(settings.role()).isEqualTo(PortRole.RECEIVER);
        assertThat(AddressText.of(settings.bindAddress())).isEqualTo(bind);
        assertThat(settings.peer()).isNull();
        assertThat(settings.multicast()).isNull();
    }

    private PortSettings sending(String params, SocketConfig config) {
        return ChannelPorts.forSending(channel(params), config);
    }

    private PortSettings receiving(String params, SocketConfig config) {
        return ChannelPorts.forReceiving(channel(params), config);
    }

    private UdpChannel channel(String params) {
        return resolver.channel(ChannelUri.parse("aeron:udp?" + params));
    }
}
