package io.tradebus.core.format.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.format.channel.ChannelUri.Medium;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.support.Conformance;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelUriTest {
    /** Channels of every shape that is allowed. */
    private static final List<String> CHANNELS = List.of(
            "aeron:ipc",
            "aeron:udp?endpoint=localhost:20000",
            "aeron-spy:aeron:udp?endpoint=localhost:20000|alias=a=b?c",
            "aeron:ipc?term-length=64k|mtu=1408|alias=",
            "aeron:udp?endpoint=[::1%eth0]:0|control-mode=manual|tags=7,8|unknown=1",
            "aeron:udp?control-mode=response|response-correlation-id=prototype",
            "aeron:ipc?alias=a|alias=b");

    private static final List<String> FAULTY = List.of(
            "",
            "aeron",
            "aeron:",
            "aeron:tcp",
            "aeron:ipcx",
            "AERON:ipc",
            "aeron-spy:ipc",
            "aeron:udp?",
            "aeron:udp?endpoint",
            "aeron:udp?=x",
            "aeron:udp?endpoint=a:1|",
            "aeron:udp?endpoint=a:1|mtu",
            "aeron:udp?endpoint=a:1||mtu=1");

    @Test
    void takesAChannelApart() {
        ChannelUri uri = ChannelUri.parse("aeron-spy:aeron:udp?endpoint=localhost:20000|alias=a=b|odd=1|odd=2");

        assertThat(uri.isSpy()).isTrue();
        assertThat(uri.isUdp()).isTrue();
        assertThat(uri.isIpc()).isFalse();
        assertThat(uri.get(ChannelParam.ENDPOINT)).isEqualTo("localhost:20000");
        assertThat(uri.get(ChannelParam.ALIAS)).isEqualTo("a=b");
        assertThat(uri.get(ChannelParam.MTU)).isNull();
        assertThat(uri.get(ChannelParam.MTU, "1")).isEqualTo("1");
        assertThat(uri.params()).containsEntry("odd", "2").hasSize(3);
        assertThat(uri)
                .hasToString("aeron-spy:aeron:udp?endpoint=localhost:20000|alias=a=b|odd=2")
                .isEqualTo(ChannelUri.parse(uri.toString()))
                .hasSameHashCodeAs(ChannelUri.parse(uri.toString()));
    }

    @Test
    void refusesWhatIsNoChannel() {
        for (String channel : FAULTY) {
            assertThatExceptionOfType(ChannelException.class)
                    .as(channel)
                    .isThrownBy(() -> ChannelUri.parse(channel))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CHANNEL));
        }
    }

    @Test
    void refusesControlCharactersAndTooMuchText() {
        String longest = "aeron:ipc?alias=" + "x".repeat(ChannelUri.MAX_LENGTH - 16);
        assertThat(ChannelUri.parse(longest)).hasToString(longest);

        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> ChannelUri.parse(longest + "x"))
                .withMessageContaining("4096");
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> ChannelUri.parse("aeron:ipc?alias=a\nb"))
                .withMessageContaining("index 17");
    }

    @Test
    void buildsWhatItCanParse() {
        ChannelUri uri = ChannelUri.builder(Medium.IPC)
                .set(ChannelParam.TERM_LENGTH, 65536)
                .set(ChannelParam.ALIAS, "orders")
                .set(ChannelParam.MTU, "1408")
                .set(ChannelParam.MTU, null)
                .build();

        assertThat(uri).hasToString("aeron:ipc?term-length=65536|alias=orders");
        assertThat(uri.toBuilder().medium(Medium.UDP).spy(true).build())
                .hasToString("aeron-spy:aeron:udp?term-length=65536|alias=orders");
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(
                        () -> uri.toBuilder().set(ChannelParam.ALIAS, "a|b=c").build());
    }

    @Test
    @Conformance("WP-101")
    void everyKeyHasItsParameter() {
        for (ChannelParam param : ChannelParam.values()) {
            assertThat(ChannelParam.ofKey(param.key())).isEqualTo(param);
        }
        assertThat(ChannelParam.ofKey("Mtu")).isNull();
    }

    @Test
    void readsChannelsAsTheStockParserDoes() {
        for (String channel : CHANNELS) {
            ChannelUri ours = ChannelUri.parse(channel);
            io.aeron.ChannelUri theirs = io.aeron.ChannelUri.parse(channel);

            assertThat(ours.medium().text()).isEqualTo(theirs.media());
            assertThat(ours.isSpy()).isEqualTo("aeron-spy".equals(theirs.prefix()));
            ours.params().forEach((key, value) -> assertThat(theirs.get(key)).isEqualTo(value));
            assertThat(io.aeron.ChannelUri.parse(ours.toString())).isEqualTo(theirs);
            assertThat(ChannelUri.parse(theirs.toString())).isEqualTo(ours);
        }
        for (String channel : FAULTY) {
            assertThatExceptionOfType(RuntimeException.class)
                    .as(channel)
                    .isThrownBy(() -> io.aeron.ChannelUri.parse(channel));
        }
    }

    @Test
    @Conformance("WP-100")
    void acceptsRandomParametersExactlyWhenTheStockParserDoes() {
        // The media is left out: the stock parser checks it only where no parameters follow.
        String[] starts = {"aeron:udp?", "aeron:ipc?", "aeron-spy:aeron:udp?"};
        String[] pieces = {"aeron:", "?", "|", "=", "mtu", "a", "1", ":", ","};
        Random random = new Random(20260102);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(starts[random.nextInt(starts.length)]);
            for (int j = random.nextInt(7); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String channel = text.toString();
            assertThat(isOurs(channel)).as(channel).isEqualTo(isTheirs(channel));
        }
    }

    @Test
    @Conformance("WP-102")
    void sizesAndDurationsHaveUnits() {
        assertThat(size("1408")).isEqualTo(1408);
        assertThat(size("64k")).isEqualTo(65_536).isEqualTo(size("64K"));
        assertThat(size("16m")).isEqualTo(16L << 20);
        assertThat(size("1g")).isEqualTo(1L << 30);
        assertThat(durationNs("5")).isEqualTo(5).isEqualTo(durationNs("5ns"));
        assertThat(durationNs("5us")).isEqualTo(5_000);
        assertThat(durationNs("5MS")).isEqualTo(5_000_000);
        assertThat(durationNs("5s")).isEqualTo(5_000_000_000L);
        for (String text : List.of("", "k", "1.5k", "1t", "x", "99999999999999999999", "9999999999999g")) {
            assertThatExceptionOfType(ChannelException.class).as(text).isThrownBy(() -> size(text));
        }
        for (String text : List.of("", "s", "ms", "1m", "1 s", "99999999999999999s")) {
            assertThatExceptionOfType(ChannelException.class).as(text).isThrownBy(() -> durationNs(text));
        }
    }

    private static long size(String text) {
        return ChannelValues.parseSize(ChannelParam.MTU, text, ErrorCode.GENERIC_ERROR);
    }

    private static long durationNs(String text) {
        return ChannelValues.parseDurationNs(ChannelParam.LINGER, text, ErrorCode.GENERIC_ERROR);
    }

    private static boolean isOurs(String channel) {
        try {
            ChannelUri.parse(channel);
            return true;
        } catch (ChannelException e) {
            return false;
        }
    }

    private static boolean isTheirs(String channel) {
        try {
            io.aeron.ChannelUri.parse(channel);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
