package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusStreams;
import java.net.NetworkInterface;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of {@code bus.streams} on both sides of a stream over UDP. */
@ExtendWith(OutputCaptureExtension.class)
class NetworkStreamsTest {
    private static final String CHANNEL = "channel=udp://10.0.0.1:40123";
    private static final String GROUP = "channel=udp://239.1.1.1:40123";

    @ParameterizedTest
    @CsvSource({
        "udp://127.0.0.1:40123, aeron:udp?endpoint=127.0.0.1:40123",
        "udp://risk.example:40123, aeron:udp?endpoint=risk.example:40123",
        "udp://239.1.1.1:40123, aeron:udp?endpoint=239.1.1.1:40123",
        "udp://[::1]:40123, aeron:udp?endpoint=[::1]:40123",
        "udp://[ff02::1]:40123, aeron:udp?endpoint=[ff02::1]:40123",
        "aeron:udp?endpoint=localhost:40123|ttl=2, aeron:udp?endpoint=localhost:40123|ttl=2",
        "ipc, aeron:ipc",
    })
    void makesTheSameAddressOfAShortChannelForBothSides(String channel, String full) {
        StreamDefinition stream = stream("channel=" + channel);

        assertThat(stream.channel()).isEqualTo(full);
        assertThat(stream.subscriptionChannel()).isEqualTo(full);
    }

    @Test
    void warnsOfAParameterThatNoDriverKnows(CapturedOutput output) {
        stream("channel=aeron:ipc?term-lenght=64k", "params.mine=x");

        assertThat(output)
                .contains(
                        ".channel: the driver ignores the parameter 'term-lenght', which it does not know; did you mean"
                                + " 'term-length'?")
                .doesNotContain("'mine'");
    }

    @Test
    void givesEachSideWhatItUnderstands() {
        StreamDefinition stream = stream(
                GROUP,
                "interface=10.0.0.0/8",
                "flow-control=tagged,g:7/2",
                "mtu=8KB",
                "term-length=1MB",
                "linger=2s",
                "receiver-window=256KB",
                "reliable=false",
                "nak-outstanding=4",
                "tether=false",
                "rejoin=false",
                "params.gtag=7",
                "params.ttl=3",
                "params.so-rcvbuf=512k",
                "params.pub-wnd=64k",
                "params.mine=x");

        assertThat(params(stream.channel()))
                .containsOnly(
                        Map.entry("endpoint", "239.1.1.1:40123"),
                        Map.entry("interface", "10.0.0.0/8"),
                        Map.entry("fc", "tagged,g:7/2"),
                        Map.entry("mtu", "8192"),
                        Map.entry("term-length", "1048576"),
                        Map.entry("linger", "2000000000ns"),
                        Map.entry("pub-wnd", "64k"),
                        Map.entry("ttl", "3"),
                        Map.entry("so-rcvbuf", "512k"),
                        Map.entry("mine", "x"));
        assertThat(params(stream.subscriptionChannel()))
                .containsOnly(
                        Map.entry("endpoint", "239.1.1.1:40123"),
                        Map.entry("interface", "10.0.0.0/8"),
                        Map.entry("rcv-wnd", "262144"),
                        Map.entry("reliable", "false"),
                        Map.entry("nak-outstanding", "4"),
                        Map.entry("tether", "false"),
                        Map.entry("rejoin", "false"),
                        Map.entry("gtag", "7"),
                        Map.entry("ttl", "3"),
                        Map.entry("so-rcvbuf", "512k"),
                        Map.entry("mine", "x"));
    }

    @Test
    void dividesAFullChannelToo() {
        StreamDefinition stream = stream("channel=aeron:udp?endpoint=10.0.0.1:40123|mtu=1408|rcv-wnd=64k|alias=a");

        assertThat(stream.channel()).isEqualTo("aeron:udp?endpoint=10.0.0.1:40123|mtu=1408|alias=a");
        assertThat(stream.subscriptionChannel()).isEqualTo("aeron:udp?endpoint=10.0.0.1:40123|rcv-wnd=64k|alias=a");
    }

    @Test
    void letsReceiversAnnounceThemselvesAtTheControlAddress() {
        StreamDefinition any = stream("channel=udp", "control=10.0.0.1:40124", "control-mode=dynamic");
        StreamDefinition bound = stream("channel=udp://10.0.0.2:0", "control=10.0.0.1:40124", "control-mode=dynamic");

        assertThat(any.channel()).isEqualTo("aeron:udp?control=10.0.0.1:40124|control-mode=dynamic");
        assertThat(any.subscriptionChannel()).isEqualTo("aeron:udp?control=10.0.0.1:40124|control-mode=dynamic");
        assertThat(bound.channel()).isEqualTo("aeron:udp?control=10.0.0.1:40124|control-mode=dynamic");
        assertThat(bound.subscriptionChannel())
                .isEqualTo("aeron:udp?endpoint=10.0.0.2:0|control=10.0.0.1:40124|control-mode=dynamic");
    }

    @Test
    void usesTheInterfaceOfTheDriverWhereTheStreamNamesNone() {
        assertThat(streamOn("10.0.0.5", CHANNEL).channel()).endsWith("|interface=10.0.0.5");
        assertThat(streamOn("10.0.0.5", CHANNEL, "interface=10.0.0.6").channel())
                .endsWith("|interface=10.0.0.6");
        assertThat(streamOn("10.0.0.5", "channel=udp://127.0.0.1:40123").channel())
                .doesNotContain("interface");
        assertThat(streamOn("10.0.0.5", "channel=udp://localhost:40123").channel())
                .doesNotContain("interface");
        assertThat(streamOn("10.0.0.5", "channel=ipc").channel()).isEqualTo("aeron:ipc");
    }

    @Test
    void takesAnInterfaceByItsBareName() throws Exception {
        String name = Objects.requireNonNull(NetworkInterface.getByIndex(1)).getName();

        assertThat(stream(GROUP, "interface=" + name).channel()).endsWith("|interface={" + name + "}");
        assertThat(stream(GROUP, "interface={" + name + "}").channel()).endsWith("|interface={" + name + "}");
        assertThat(stream(GROUP, "interface=10.1.0.0/16").channel()).endsWith("|interface=10.1.0.0/16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "channel=udp://localhost; bus.streams.orders.channel is no address; write udp://host:port",
                "channel=udp://:40123; address has no host; write udp://host:port",
                "channel=udp://::1:40123; bus.streams.orders.channel is no address; in brackets",
                "channel=udp://10.0.0.1:70000; port is not in 0..65535; write udp://host:port",
                "channel=udp://10.0.0.1:0; has port 0, to which nobody can send; name the port",
                "channel=udp://10.0.0.1:40123?mtu=8k; more than host and port; bus.streams.orders.params",
                "channel=udp:10.0.0.1:40123; must be 'ipc', 'udp://host:port' or a full 'aeron:' channel; udp://",
                "channel=udp; bus.streams.orders.channel leads nowhere; bus.streams.orders.control-mode=dynamic",
                "channel=aeron:udp?endpoint=10.0.0.1; bus.streams.orders.channel is no address; write host:port",
                "channel=udp://239.1.1.2:40123; whose last byte is even; for example 239.1.1.3:40123",
                "channel=udp://[ff02::2]:40123; whose last byte is even; ff02:0:0:0:0:0:0:3",
            })
    void namesTheChannelThatCannotBeUsed(String channel, String problem, String fix) {
        assertRefused(problem, fix, channel);
    }

    @Test
    void refusesSettingsThatDoNotFitTheAddress() {
        assertRefused("flow-control is 'max', but the channel leads to one", "remove it", CHANNEL, "flow-control=max");
        assertRefused("flow-control is 'min', but", "bus.streams.orders.control-mode", CHANNEL, "params.fc=min");
        assertRefused("flow-control is 'fast'", "use max, min or tagged", GROUP, "flow-control=fast");
        assertRefused("'x:1' is no option", "g:<tag>/<least receivers>", GROUP, "flow-control=min,x:1");
        assertRefused("max waits for no group", "use min or tagged", GROUP, "flow-control=max,g:/2");
        assertRefused("min heeds no tag", "use tagged", GROUP, "flow-control=min,g:7/2");
        assertRefused("control is set, but the channel is a multicast group", "remove it", GROUP, "control=10.0.0.1:1");
        assertRefused("control-mode is 'manual'", "remove it", GROUP, "control-mode=manual");
        assertRefused("bus.streams.orders.control is missing", "host:port", "channel=udp", "control-mode=dynamic");
        assertRefused("bus.streams.orders.control is no address", "host:port", CHANNEL, "control=10.0.0.1");
        assertRefused("control has port 0", "name a port", CHANNEL, "control=10.0.0.1:0");
        assertRefused("control is set without an address", "control-mode=dynamic", "channel=udp", "control=10.0.0.1:1");
        assertRefused("mtu must be a multiple of 32B", "from 64B to 65504B, but was 1000B", CHANNEL, "mtu=1000B");
        assertRefused("mtu is 1000 bytes", "a multiple of 32 bytes from 64 to 65504", CHANNEL, "params.mtu=1000");
        assertRefused("nak-outstanding must be from 1 to 64, but was 65", "one gap", CHANNEL, "nak-outstanding=65");
        assertRefused("nak-outstanding is for UDP channels only", "remove it", "channel=ipc", "nak-outstanding=4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "min", "min,t:5s", "min,g:/3", "tagged,g:7", "tagged,g:-1/2,t:500ms", "max,rrwm:4"})
    void takesEachFlowControlForManyReceivers(String flow) {
        assertThat(params(stream(GROUP, "flow-control=" + flow).channel())).containsEntry("fc", flow);
        assertThatCode(() ->
                        stream("channel=udp", "control=10.0.0.1:1", "control-mode=dynamic", "flow-control=" + flow))
                .doesNotThrowAnyException();
    }

    @Test
    void takesOneStreamIdOnTwoAddressesButNotTwiceOnOne() {
        Map<String, String> streams = new HashMap<>(Map.of(
                "bus.streams.orders.channel", "udp://10.0.0.1:40123",
                "bus.streams.orders.stream-id", "7",
                "bus.streams.fills.channel", "udp://10.0.0.1:40124",
                "bus.streams.fills.stream-id", "7"));
        assertThat(streams(streams, null).names()).containsExactlyInAnyOrder("orders", "fills");

        streams.put("bus.streams.fills.channel", "aeron:udp?endpoint=10.0.0.1:40123|mtu=8k");
        assertThatThrownBy(() -> streams(streams, null))
                .hasMessageContaining("both have stream-id 7 on channel aeron:udp?endpoint=10.0.0.1:40123");
    }

    private static void assertRefused(String problem, String fix, String... settings) {
        assertThatThrownBy(() -> stream(settings))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(fix);
    }

    private static StreamDefinition stream(String... settings) {
        return streamOn(null, settings);
    }

    private static StreamDefinition streamOn(String networkInterface, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("bus.streams.orders.stream-id", "1001"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put("bus.streams.orders." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return streams(values, networkInterface).get("orders").definition();
    }

    private static BusStreams streams(Map<String, String> values, String networkInterface) {
        BusProperties properties =
                new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("bus", BusProperties.class);
        return StreamsMapper.streams(properties.getStreams(), networkInterface, List.of());
    }

    private static Map<String, String> params(String channel) {
        return ChannelUri.parse(channel).params();
    }
}
