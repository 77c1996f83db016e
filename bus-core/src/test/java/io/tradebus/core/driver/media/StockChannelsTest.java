package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels mean the same to the stock driver on this machine, and go wrong for it where they do here. */
class StockChannelsTest {
    private final ChannelResolver resolver = new ChannelResolver(new SystemNames(), new SystemInterfaces());

    @ParameterizedTest
    @Conformance("WP-103")
    @ValueSource(
            strings = {
                "endpoint=192.168.0.1:20000",
                "endpoint=localhost:20000",
                "interface=localhost|endpoint=localhost:20000",
                "interface=127.0.0.0:5/8|endpoint=localhost:20000",
                "interface={lo}|endpoint=localhost:20000",
                "interface=0.0.0.0:9|endpoint=localhost:20000",
                "interface=127.0.0.1|endpoint=224.0.1.1:20000",
                "interface=127.0.0.1|endpoint=224.0.1.1:20000|control=127.0.0.1:5",
                "interface={lo}:7|endpoint=224.0.1.1:20000|ttl=3",
                "endpoint=127.0.0.1:0|tags=1001",
                "control=localhost:5|control-mode=dynamic",
                "control=localhost:5|endpoint=127.0.0.1:6|interface=nonsense/x",
                "control-mode=manual|tags=4",
                "tags=5,6"
            })
    void haveTheFormOfTheStockDriver(String params) {
        String channel = "aeron:udp?" + params;

        UdpChannel ours = resolver.channel(ChannelUri.parse(channel));
        io.aeron.driver.media.UdpChannel theirs = io.aeron.driver.media.UdpChannel.parse(channel);

        assertThat(ours.canonicalForm()).isEqualTo(theirs.canonicalForm());
        assertThat(ours.isMulticast()).isEqualTo(theirs.isMulticast());
        assertThat(ours.remote()).isEqualTo(theirs.remoteData());
        assertThat(ours.local()).isEqualTo(theirs.localData());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endpoint=localhost",
                "endpoint=localhost:x",
                "endpoint=localhost:65536",
                "endpoint=name.invalid:1",
                "endpoint=224.0.1.2:1",
                "endpoint=224.0.1.1:1|interface=0.0.0.0",
                "endpoint=127.0.0.1:1|interface=10.255.255.255",
                "endpoint=127.0.0.1:1|interface={nope}",
                "endpoint=127.0.0.1:1|interface=",
                "endpoint=127.0.0.1:1|interface=127.0.0.1/x",
                "control-mode=dynamic",
                "alias=x"
            })
    void goWrongForTheStockDriverToo(String params) {
        String channel = "aeron:udp?" + params;

        assertThat(fails(() -> resolver.channel(ChannelUri.parse(channel)))).isTrue();
        assertThat(fails(() -> io.aeron.driver.media.UdpChannel.parse(channel))).isTrue();
    }

    private static boolean fails(Runnable call) {
        try {
            call.run();
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
