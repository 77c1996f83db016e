package io.tradebus.core.format.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.support.Conformance;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionParamsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final SubscriptionDefaults DEFAULTS = new SubscriptionDefaults(
            SubscriptionParams.Flags.DEFAULT,
            GroupMode.INFER,
            128 << 10,
            new UntetheredTimeouts(5 * SECOND, UntetheredTimeouts.SAME_AS_WINDOW_LIMIT, 10 * SECOND),
            "static");

    @Test
    void withoutParametersTheDefaultsHold() {
        SubscriptionParams params = params("aeron:ipc");

        assertThat(params.sessionId()).isNull();
        assertThat(params.accepts(5)).isTrue();
        assertThat(params.flags()).isEqualTo(SubscriptionParams.Flags.DEFAULT);
        assertThat(params.group()).isEqualTo(GroupMode.INFER);
        assertThat(params.receiverWindow()).isEqualTo(128 << 10);
        assertThat(params.congestionControl()).isEqualTo("static");
        assertThat(params.controlMode()).isEqualTo(ControlMode.NONE);
    }

    @Test
    void parametersReplaceTheDefaults() {
        SubscriptionParams params = params("aeron:udp?endpoint=localhost:1|session-id=5|reliable=false|rejoin=no"
                + "|tether=FALSE|sparse=true|group=true|rcv-wnd=64k|cc=cubic|control-mode=manual"
                + "|untethered-linger-timeout=7s");

        assertThat(params.accepts(5)).isTrue();
        assertThat(params.accepts(6)).isFalse();
        assertThat(params.flags()).isEqualTo(new SubscriptionParams.Flags(false, false, false, true));
        assertThat(params.group()).isEqualTo(GroupMode.TRUE);
        assertThat(params.receiverWindow()).isEqualTo(64 << 10);
        assertThat(params.congestionControl()).isEqualTo("cubic");
        assertThat(params.controlMode()).isEqualTo(ControlMode.MANUAL);
        assertThat(params.untethered()).isEqualTo(new UntetheredTimeouts(5 * SECOND, 7 * SECOND, 10 * SECOND));
    }

    @Test
    void numbersThatAreNoneAreGenericErrors() {
        assertRefused("aeron:ipc?session-id=x", ErrorCode.GENERIC_ERROR);
        assertRefused("aeron:ipc?session-id=tag:1", ErrorCode.GENERIC_ERROR);
        assertRefused("aeron:ipc?init-term-id=1", ErrorCode.GENERIC_ERROR);
        assertRefused("aeron:ipc?untethered-resting-timeout=x", ErrorCode.GENERIC_ERROR);
        assertRefused("aeron:ipc?rcv-wnd=x", ErrorCode.GENERIC_ERROR);
        assertRefused("aeron:ipc?rcv-wnd=2g", ErrorCode.GENERIC_ERROR);
    }

    @Test
    void whatOnlyANetworkNeedsIsNotReadForIpc() {
        assertThat(params("aeron:ipc?tags=x|so-rcvbuf=x|nak-delay=x|cc=zz|stream-id=5|group=x")
                        .group())
                .isEqualTo(GroupMode.FALSE);
    }

    @Test
    void networkParametersAreReadAndKept() {
        NetworkParams params = NetworkParams.of(ChannelUri.parse("aeron:udp?endpoint=[fe80::1%eth0]:20000"
                + "|control=localhost:0|control-mode=dynamic|interface=127.0.0.0/8|tags=4|ttl=3|so-sndbuf=1m"
                + "|so-rcvbuf=2m|gtag=-6|nak-delay=10us|nak-outstanding=64|channel-snd-ts-offset=reserved|channel-rcv-ts-offset=8"
                + "|fc=min,g:-1/3"));

        assertThat(params.addresses().endpoint()).isEqualTo(new HostAndPort("fe80::1", 20_000));
        assertThat(params.addresses().endpoint()).hasToString("[fe80::1]:20000");
        assertThat(params.addresses().control()).isEqualTo(new HostAndPort("localhost", 0));
        assertThat(params.addresses().control()).hasToString("localhost:0");
        assertThat(params.addresses().controlMode()).isEqualTo(ControlMode.DYNAMIC);
        assertThat(params.addresses().localInterface()).isEqualTo("127.0.0.0/8");
        assertThat(params.addresses().tags()).isEqualTo(new ChannelTags(4, ChannelTags.NONE));
        assertThat(params.socketSendBuffer()).isEqualTo(1 << 20);
        assertThat(params.socketReceiveBuffer()).isEqualTo(2 << 20);
        assertThat(params.groupTag()).isEqualTo(-6);
        assertThat(params.nakDelayNs()).isEqualTo(10_000);
        assertThat(params.nakOutstanding()).isEqualTo(64);
        assertThat(params.channelSendTimestampOffset()).isEqualTo(TimestampOffset.RESERVED_VALUE);
        assertThat(params.channelReceiveTimestampOffset()).isEqualTo(8);
        assertThat(params.flowControl()).isEqualTo("min,g:-1/3");
    }

    @Test
    void aNetworkChannelMustLeadSomewhere() {
        for (String faulty : List.of(
                "aeron:udp",
                "aeron:udp?control-mode=else",
                "aeron:udp?control-mode=dynamic",
                "aeron:udp?endpoint=localhost",
                "aeron:udp?endpoint=localhost:",
                "aeron:udp?endpoint=localhost:1x",
                "aeron:udp?endpoint=localhost:65536",
                "aeron:udp?endpoint=:1",
                "aeron:udp?endpoint=[::1]",
                "aeron:udp?endpoint=[::1:5",
                "aeron:udp?endpoint=a:1|so-sndbuf=x",
                "aeron:udp?endpoint=a:1|rcv-wnd=x",
                "aeron:udp?endpoint=a:1|tags=x",
                "aeron:udp?endpoint=a:1|gtag=x",
                "aeron:udp?endpoint=a:1|nak-delay=x",
                "aeron:udp?endpoint=a:1|nak-outstanding=x",
                "aeron:udp?endpoint=a:1|nak-outstanding=0",
                "aeron:udp?endpoint=a:1|nak-outstanding=65",
                "aeron:udp?endpoint=a:1|channel-rcv-ts-offset=-1")) {
            assertThatExceptionOfType(ChannelException.class)
                    .as(faulty)
                    .isThrownBy(() -> NetworkParams.of(ChannelUri.parse(faulty)))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CHANNEL));
        }
        for (String good : List.of("tags=1", "control=a:1", "control-mode=manual", "control-mode=response")) {
            assertThatCode(() -> NetworkParams.of(ChannelUri.parse("aeron:udp?" + good)))
                    .doesNotThrowAnyException();
        }
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> NetworkParams.requireNoMediaTimestamps(
                        ChannelUri.parse("aeron:udp?media-rcv-ts-offset=reserved")))
                .withMessageContaining("not supported in the Java driver");
    }

    @Test
    @Conformance({"DB-75", "WP-109"})
    void destinationsMustNotHaveForbiddenKeysOrPortZero() {
        for (String key : List.of("mtu", "rcv-wnd", "so-rcvbuf", "so-sndbuf", "response-correlation-id")) {
            ChannelUri uri = ChannelUri.parse("aeron:udp?endpoint=localhost:1|" + key + "=1");
            assertInvalid(() -> DestinationRules.requireSendDestination(uri));
            assertInvalid(() -> DestinationRules.requireReceiveDestination(uri));
        }
        for (String nowhere : List.of("aeron:ipc", "aeron:ipc?endpoint=localhost:1", "aeron:udp?control=localhost:1")) {
            assertInvalid(() -> DestinationRules.sendAddress(ChannelUri.parse(nowhere)));
        }
        assertThat(DestinationRules.sendAddress(ChannelUri.parse("aeron:udp?endpoint=localhost:1")))
                .isEqualTo(new HostAndPort("localhost", 1));
        for (String faulty : List.of(
                "aeron-spy:aeron:udp?endpoint=localhost:1",
                "aeron:udp?endpoint=localhost:0",
                "aeron:udp?endpoint=localhost:1|control-mode=response")) {
            assertInvalid(() -> DestinationRules.requireSendDestination(ChannelUri.parse(faulty)));
        }
        DestinationRules.requireSendDestination(ChannelUri.parse("aeron:udp?endpoint=localhost:1"));
        for (String good : List.of("aeron:ipc", "aeron-spy:aeron:udp?endpoint=a:1", "aeron:udp?endpoint=a:0")) {
            DestinationRules.requireReceiveDestination(ChannelUri.parse(good));
        }
    }

    private static SubscriptionParams params(String channel) {
        return SubscriptionParams.of(ChannelUri.parse(channel), DEFAULTS);
    }

    private static void assertRefused(String channel, ErrorCode code) {
        assertThatExceptionOfType(ChannelException.class)
                .as(channel)
                .isThrownBy(() -> params(channel))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CHANNEL));
    }
}
