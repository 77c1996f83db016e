package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.ReplyAddress;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.RequestSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What becomes of {@code bus.streams.<name>.request}. */
class RequestsMapperTest {
    private static final String UDP = "channel=udp://10.0.0.1:40123";
    private static final String REPLIES = "request.reply-stream-id=20";

    @Test
    void repliesOverIpcHaveAStreamOfTheirOwn() {
        BusStream stream = stream("channel=ipc", REPLIES, "term-length=64KB");

        assertThat(stream.definition().replies())
                .isEqualTo(new ReplyAddress(
                        "aeron:ipc?term-length=65536|control-mode=response", "aeron:ipc?control-mode=response", 20));
        assertThat(stream.requests()).isEqualTo(RequestSettings.DEFAULT);
        assertThat(stream.isOfRequests()).isTrue();
    }

    @Test
    void repliesOverUdpAreAskedForAtAnAddressOfTheirOwn() {
        BusStream stream = stream(
                UDP,
                REPLIES,
                "request.reply-control=10.0.0.1:40124",
                "interface=10.0.0.0/8",
                "mtu=4KB",
                "receiver-window=64KB");

        ReplyAddress replies = stream.definition().replies();
        assertThat(replies).isNotNull();
        assertThat(replies.channel())
                .contains("control=10.0.0.1:40124", "control-mode=response", "interface=10.0.0.0/8", "mtu=4096")
                .doesNotContain("endpoint", "rcv-wnd");
        assertThat(replies.subscriptionChannel())
                .contains("control=10.0.0.1:40124", "control-mode=response", "rcv-wnd=65536")
                .doesNotContain("endpoint", "mtu");
        assertThat(stream.definition().channel())
                .contains("endpoint=10.0.0.1:40123")
                .doesNotContain("response");
    }

    @Test
    void limitsAreSet() {
        BusStream stream = stream("channel=ipc", REPLIES, "request.max-in-flight=7", "request.timeout=3s");

        assertThat(stream.requests()).isEqualTo(new RequestSettings(7, Duration.ofSeconds(3)));
    }

    @Test
    void aStreamWithoutRequestsHasNoReplies() {
        BusStream stream = stream("channel=ipc");

        assertThat(stream.definition().replies()).isNull();
        assertThat(stream.requests()).isNull();
        assertThat(stream.isOfRequests()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ipc | timeout=1s | reply-stream-id is missing; choose a number that both sides use",
                "ipc | reply-stream-id=10 | as the stream-id of the requests; choose another one",
                "ipc | reply-stream-id=20,reply-control=h:1 | reply-control is for UDP channels only",
                "ipc | reply-stream-id=20,max-in-flight=0 | max-in-flight must be from 1 to 1048576, but was 0",
                "ipc | reply-stream-id=20,timeout=0s | timeout must be positive, but was PT0S",
                "udp://h:1 | reply-stream-id=20 | reply-control is missing; over UDP",
                "udp://h:1 | reply-stream-id=20,reply-control=h:1 | where requests go; choose another port",
                "udp://h:1 | reply-stream-id=20,reply-control=h | reply-control is no address",
                "aeron-spy:aeron:udp?endpoint=h:1 | reply-stream-id=20 | who asks cannot be replied to there",
            })
    void whatCannotWorkIsRefusedWithTheFix(String channel, String request, String message) {
        List<String> settings = Arrays.stream(request.split(","))
                .map(setting -> "request." + setting)
                .toList();
        String[] all = Stream.concat(Stream.of("channel=" + channel), settings.stream())
                .toArray(String[]::new);

        assertThatThrownBy(() -> stream(all))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("bus.streams.quotes.")
                .hasMessageContaining(message);
    }

    @Test
    void requestsCarryNoTraces() {
        assertThatThrownBy(() -> stream("channel=ipc", REPLIES, "trace=true"))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("bus.streams.quotes.trace is not for streams of requests");
    }

    private static BusStream stream(String... settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bus.streams.quotes.stream-id", "10");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.put("bus.streams.quotes." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        var binder = new Binder(new MapConfigurationPropertySource(properties));
        BusProperties bound = binder.bindOrCreate("bus", BusProperties.class);
        return StreamsMapper.streams(bound.getStreams(), null, List.of()).get("quotes");
    }
}
