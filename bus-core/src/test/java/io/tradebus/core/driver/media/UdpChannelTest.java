package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.HostAndPort;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UdpChannelTest {
    private final FakeNetwork network = new FakeNetwork();
    private final ChannelResolver resolver = network.resolver();

    @ParameterizedTest
    @Conformance("WP-103")
    @CsvSource({
        "endpoint=192.168.0.1:20000, UDP-0.0.0.0:0-192.168.0.1:20000",
        "interface=localhost|endpoint=localhost:20000, UDP-127.0.0.1:0-localhost:20000",
        "interface=127.0.0.1|endpoint=224.0.1.1:20000, UDP-127.0.0.1:0-224.0.1.1:20000",
        "endpoint=127.0.0.1:0|tags=1001, UDP-0.0.0.0:0-127.0.0.1:0#1001",
        "endpoint=224.0.1.1:20000, UDP-192.168.0.5:0-224.0.1.1:20000",
        "endpoint=224.0.1.1:20000|control=a:1, UDP-192.168.0.5:0-224.0.1.1:20000",
        "control=localhost:5|control-mode=dynamic, UDP-localhost:5-0.0.0.0:0",
        "control=localhost:5|endpoint=127.0.0.1:6|interface=nonsense/x, UDP-localhost:5-127.0.0.1:6",
        "interface=192.168.0.0:7/24|endpoint=localhost:8, UDP-192.168.0.5:7-localhost:8",
        "interface={lo}:7|endpoint=localhost:8, UDP-127.0.0.1:7-localhost:8",
        "control-mode=manual|tags=3, UDP-0.0.0.0:0-0.0.0.0:0#3"
    })
    void theCanonicalFormSaysWhatIsShared(String params, String form) {
        assertThat(channel(params).canonicalForm()).isEqualTo(form);
    }

    @Test
    @Conformance("WP-103")
    void channelsWithAnOpenPortNeverShare() {
        for (String open : List.of("endpoint=localhost:0", "control=localhost:0|endpoint=localhost:1", "tags=2")) {
            UdpChannel one = channel(open);
            UdpChannel other = channel(open);

            assertThat(other.meansByForm(one)).as(open).isEqualTo(open.equals("tags=2"));
        }
        UdpChannel destination = resolver.destination(ChannelUri.parse("aeron:udp?endpoint=localhost:0"));
        assertThat(destination.canonicalForm()).isEqualTo("UDP-0.0.0.0:0-localhost:0");
    }

    @Test
    @Conformance("WP-104")
    void aNameAndItsAddressAreTwoEndpoints() {
        UdpChannel byName = channel("endpoint=localhost:20000");
        UdpChannel byAddress = channel("endpoint=127.0.0.1:20000");

        assertThat(byName.remote()).isEqualTo(byAddress.remote());
        assertThat(byName.meansByForm(byAddress)).isFalse();
        assertThat(byName.meansByForm(channel("endpoint=localhost:20000|mtu=1408|alias=x")))
                .isTrue();
    }

    @Test
    void channelsWithDifferentTagsDoNotShareThoughTheySayTheSame() {
        UdpChannel tagged = channel("endpoint=localhost:1|tags=1");

        assertThat(channel("endpoint=localhost:1|tags=2").meansByForm(tagged)).isFalse();
        assertThat(channel("endpoint=localhost:1|tags=1").meansByForm(tagged)).isTrue();
        assertThat(channel("endpoint=localhost:1").meansByForm(tagged)).isTrue();
    }

    @Test
    @Conformance("WP-105")
    void aTagAloneMeansTheEndpointThatHasIt() {
        UdpChannel existing = channel("endpoint=localhost:1|control=localhost:2|control-mode=dynamic|tags=1,7");

        assertThat(channel("tags=1").meansByTag(existing)).isTrue();
        assertThat(channel("tags=1,8").meansByTag(existing)).isTrue();
        assertThat(channel("tags=2").meansByTag(existing)).isFalse();
        assertThat(channel("endpoint=localhost:1|control=localhost:2").meansByTag(existing))
                .isFalse();
        assertThat(channel("endpoint=127.0.0.1:1|control=127.0.0.1:2|control-mode=dynamic|tags=1")
                        .meansByTag(existing))
                .isTrue();
    }

    @Test
    @Conformance("WP-105")
    void aTagWithSomethingElseIsAnError() {
        UdpChannel existing = channel("endpoint=localhost:1|control=localhost:2|control-mode=dynamic|tags=1");

        assertMismatch("tags=1|control-mode=manual", existing, "has mismatched control-mode");
        assertMismatch("tags=1|endpoint=localhost:1", existing, "has mismatched endpoint or control");
        assertMismatch(
                "tags=1|endpoint=localhost:1|control=localhost:3", existing, "has mismatched endpoint or control");
    }

    @Test
    void aTagMeansAnEndpointByTheAddressThatItHasNow() {
        UdpChannel moved = channel("endpoint=localhost:1|tags=1").withRemote(TestPorts.socketAddress("10.0.0.9", 1));

        assertThat(channel("endpoint=10.0.0.9:1|tags=1").meansByTag(moved)).isTrue();
        assertMismatch("endpoint=localhost:1|tags=1", moved, "has mismatched endpoint or control");
        assertThat(moved.canonicalForm()).isEqualTo("UDP-0.0.0.0:0-localhost:1");
    }

    @Test
    @Conformance({"WP-106", "DB-83"})
    void theControlGroupIsNextToThatOfTheData() {
        UdpChannel ipv4 = channel("endpoint=224.20.30.39:5");
        UdpChannel ipv6 = channel("endpoint=[ff02::1]:5");

        assertThat(ipv4.isMulticast()).isTrue();
        assertThat(ipv4.control()).isEqualTo(TestPorts.socketAddress("224.20.30.40", 5));
        assertThat(ipv6.control()).isEqualTo(TestPorts.socketAddress("ff02::2", 5));
        for (String even : List.of("224.20.30.40:5", "[ff02::2]:5")) {
            assertInvalid("endpoint=" + even, "multicast data address must be odd");
        }
    }

    @Test
    void thePartsOfAChannelAreResolved() {
        UdpChannel unicast = channel("endpoint=localhost:1|interface=192.168.0.5:9");
        UdpChannel controlled = channel("endpoint=localhost:1|control=127.0.0.2:2|control-mode=dynamic");
        UdpChannel ipv6 = channel("endpoint=[::1]:1");

        assertThat(unicast.remote()).isEqualTo(TestPorts.socketAddress("127.0.0.1", 1));
        assertThat(unicast.local()).isEqualTo(TestPorts.socketAddress("192.168.0.5", 9));
        assertThat(unicast.control()).isNull();
        assertThat(unicast.hasExplicitEndpoint()).isTrue();
        assertThat(unicast.hasExplicitControl()).isFalse();
        assertThat(unicast.isMulticast()).isFalse();
        assertThat(controlled.local())
                .isEqualTo(TestPorts.socketAddress("127.0.0.2", 2))
                .isEqualTo(controlled.control());
        assertThat(controlled.hasDestinations()).isTrue();
        assertThat(ipv6.local()).isEqualTo(TestPorts.socketAddress("::", 0));
        assertThat(channel("control=[::1]:1|control-mode=dynamic").remote())
                .isEqualTo(TestPorts.socketAddress("::", 0));
        assertThat(channel("endpoint=localhost:1|interface=0.0.0.0:9").local())
                .isEqualTo(TestPorts.socketAddress("0.0.0.0", 9));
        assertThat(channel("endpoint=localhost:1|ttl=x").group()).isNull();
    }

    @Test
    @Conformance("WP-107")
    void prefersAnInterfaceThatLeadsOutThenTheSmallestNetwork() {
        network.add("down", false, false, true, "10.1.0.1/30");
        network.add("silent", true, false, false, "10.1.0.2/30");
        network.add("loop", true, true, true, "10.1.0.3/32");
        network.add("wide", true, false, true, "10.1.0.4/16", "10.1.0.5/24");
        network.add("narrow", true, false, true, "10.1.0.6/28");

        assertThat(interfaceOf("10.1.0.0/16")).isEqualTo("narrow 10.1.0.6");
        assertThat(interfaceOf("10.1.0.4")).isEqualTo("wide 10.1.0.4");
        assertThat(interfaceOf("10.1.0.3")).isEqualTo("loop 10.1.0.3");
        assertThat(interfaceOf("10.1.0.4/31")).isEqualTo("wide 10.1.0.5");
        assertThat(interfaceOf("0.0.0.0/0")).isEqualTo("narrow 10.1.0.6");
        for (String none : List.of("10.1.0.1", "10.1.0.2", "10.2.0.0/16", "0.0.0.0")) {
            assertInvalid("endpoint=224.0.1.1:1|interface=" + none, "Unable to find multicast or loopback interface");
        }
    }

    @Test
    @Conformance("WP-107")
    void aNamedInterfaceGivesItsFirstAddressOfTheFamily() {
        network.add("eth1", true, false, true, "fd00::1/64", "10.1.0.1/24", "10.1.0.2/30");
        network.add("eth2", true, false, true, "fd00::2/64");

        assertThat(interfaceOf("{eth1}")).isEqualTo("eth1 10.1.0.1");
        assertThat(channel("endpoint=[::1]:1|interface={eth1}").local())
                .isEqualTo(TestPorts.socketAddress("fd00::1", 0));
        assertInvalid("endpoint=224.0.1.1:1|interface={eth9}", "unknown interface eth9");
        assertInvalid("endpoint=224.0.1.1:1|interface={eth2}", "interface eth2 has no IPv4 address");
    }

    @Test
    void anIpv6GroupIsSoughtByIpv6AndElseByIpv4() {
        assertThat(channel("endpoint=[ff02::1]:1").local()).isEqualTo(TestPorts.socketAddress("fd00::5", 0));

        network.interfaces.clear();
        network.add("eth1", true, false, true, "10.1.0.1/24");

        assertThat(channel("endpoint=[ff02::1]:1").local()).isEqualTo(TestPorts.socketAddress("10.1.0.1", 0));
        network.interfaces.clear();
        assertInvalid("endpoint=[ff02::1]:1", "[0:0:0:0:0:0:0:0]/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint=nowhere:1", "control=nowhere:1|control-mode=dynamic"})
    void aHostThatIsNotKnownIsAFaultOfTheChannel(String params) {
        assertInvalid(
                params, "unresolved - " + params.substring(0, params.indexOf(":1") + 2) + ", name-resolver=default");
    }

    @Test
    void faultsOfAGroupAreFoundWhenItIsResolved() {
        assertInvalid("endpoint=224.0.1.1:1|ttl=256", "ttl is not in 0..255: 256");
        assertInvalid("endpoint=224.0.1.1:1|ttl=x", "malformed value of ttl");
        assertInvalid("endpoint=224.0.1.1:1|interface=", "interface is null or empty");
        assertInvalid("endpoint=127.0.0.1:1|interface=nowhere", "unresolved - interface=nowhere");
        assertThat(channel("endpoint=224.0.1.1:1|ttl=255").group()).satisfies(group -> {
            assertThat(group).isNotNull();
            assertThat(group.ttl()).isEqualTo(255);
        });
    }

    @Test
    void looksUpAgainWhatMayHaveMoved() {
        network.hosts.put("host", "10.0.0.1");
        network.hosts.put("host later", "10.0.0.2");
        UdpChannel channel = channel("endpoint=host:1");

        InetSocketAddress now = resolver.lookUpAgain(new HostAndPort("host", 1), ChannelParam.ENDPOINT);

        assertThat(channel.remote()).isEqualTo(TestPorts.socketAddress("10.0.0.1", 1));
        assertThat(now).isEqualTo(TestPorts.socketAddress("10.0.0.2", 1));
        assertThat(resolver.lookUpAgain(new HostAndPort("gone", 1), ChannelParam.ENDPOINT))
                .isNull();
    }

    @Test
    void aSendDestinationMayBeKnownLater() {
        assertThat(resolver.sendDestination(ChannelUri.parse("aeron:udp?endpoint=localhost:1")))
                .isEqualTo(TestPorts.socketAddress("127.0.0.1", 1));
        assertThat(resolver.sendDestination(ChannelUri.parse("aeron:udp?endpoint=nowhere:1")))
                .isEqualTo(InetSocketAddress.createUnresolved("nowhere", 1));
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> resolver.sendDestination(ChannelUri.parse("aeron:udp?control=localhost:1")));
    }

    @Test
    void theSystemKnowsItsNamesAndInterfaces() {
        SystemNames names = new SystemNames();

        assertThat(names.lookUp("127.0.0.1", ChannelParam.ENDPOINT, false)).isEqualTo(TestPorts.IPV4);
        assertThat(names.lookUp("name.invalid", ChannelParam.ENDPOINT, false)).isNull();
        assertThat(new SystemInterfaces().all()).anyMatch(InterfaceInfo::isLoopback);
    }

    private UdpChannel channel(String params) {
        return resolver.channel(ChannelUri.parse("aeron:udp?" + params));
    }

    private String interfaceOf(String text) {
        UdpChannel channel = channel("endpoint=224.0.1.1:1|interface=" + text);
        UdpChannel.Group group = channel.group();
        assertThat(group).isNotNull();
        return group.networkInterface().name() + " "
                + channel.local().getAddress().getHostAddress();
    }

    private void assertInvalid(String params, String text) {
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> channel(params))
                .withMessageContaining(text)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CHANNEL));
    }

    private void assertMismatch(String params, UdpChannel existing, String text) {
        UdpChannel channel = channel(params);
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> channel.meansByTag(existing))
                .withMessageContaining(text)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.GENERIC_ERROR));
    }
}
