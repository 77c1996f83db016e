package io.tradebus.core.format.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.format.control.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EndpointRulesTest {
    @Test
    void aPublicationMustKnowWhereItSends() {
        assertFault(ErrorCode.GENERIC_ERROR, "endpoint has port=0 for publication", () -> publication("endpoint=a:0"));
        assertFault(
                ErrorCode.GENERIC_ERROR,
                "'control' parameter requires that either 'endpoint' or 'control-mode' is specified",
                () -> publication("control=a:1"));

        publication("endpoint=a:1");
        publication("endpoint=a:1|control=a:0");
        publication("endpoint=a:0|control-mode=manual");
        publication("endpoint=a:0|control=a:1|control-mode=dynamic");
        publication("control=a:1|control-mode=response");
        publication("tags=1");
    }

    @Test
    void aPublicationThatFoundNoEndpointMustSayWhereItIs() {
        for (String channel : new String[] {"tags=1", "tags=1|control-mode=response"}) {
            assertFault(
                    ErrorCode.INVALID_CHANNEL,
                    "URI must have explicit control, endpoint, or be manual control-mode when original",
                    () -> newPublication(channel));
        }

        newPublication("tags=1|endpoint=a:1");
        newPublication("tags=1|control=a:1");
        newPublication("tags=1|control-mode=manual");
        newPublication("control-mode=response");
    }

    @Test
    void aSubscriptionMustKnowWhomToAsk() {
        assertFault(
                ErrorCode.GENERIC_ERROR,
                "control has port=0 for subscription",
                () -> subscription("endpoint=a:1|control=a:0"));
        assertFault(
                ErrorCode.INVALID_CHANNEL,
                "media timestamps are not supported",
                () -> subscription("endpoint=a:1|media-rcv-ts-offset=0"));

        subscription("endpoint=a:0");
        subscription("control=a:1");
    }

    @Test
    void whoSharesAnEndpointMustAgreeWithIt() {
        ChannelUri uri = ChannelUri.parse("aeron:udp?endpoint=a:1|so-sndbuf=64k|channel-rcv-ts-offset=8");

        assertFault(
                ErrorCode.INVALID_CHANNEL,
                "so-sndbuf=65536 does not match existing value of 1024",
                () -> EndpointRules.requireSameBuffer(uri, ChannelParam.SOCKET_SEND_BUFFER, 1024));
        assertFault(
                ErrorCode.INVALID_CHANNEL,
                "option conflicts with existing subscription: channel-rcv-ts-offset=8 existing=-1",
                () -> EndpointRules.requireSameTimestampOffset(
                        uri, ChannelParam.CHANNEL_RECEIVE_TIMESTAMP_OFFSET, TimestampOffset.NONE));

        EndpointRules.requireSameBuffer(uri, ChannelParam.SOCKET_SEND_BUFFER, 65_536);
        EndpointRules.requireSameBuffer(uri, ChannelParam.SOCKET_RECEIVE_BUFFER, 1024);
        EndpointRules.requireSameTimestampOffset(uri, ChannelParam.CHANNEL_RECEIVE_TIMESTAMP_OFFSET, 8);
        EndpointRules.requireSameTimestampOffset(uri, ChannelParam.CHANNEL_SEND_TIMESTAMP_OFFSET, TimestampOffset.NONE);
    }

    @Test
    void datagramsAndWindowsMustFitIntoTheBuffersOfTheSocket() {
        ChannelUri uri = ChannelUri.parse("aeron:udp?endpoint=a:1");

        assertFault(
                ErrorCode.GENERIC_ERROR,
                "MTU greater than SO_SNDBUF",
                () -> EndpointRules.requireMtuFits(1409, 1408, uri));
        assertFault(
                ErrorCode.GENERIC_ERROR,
                "Initial window greater than SO_RCVBUF",
                () -> EndpointRules.requireWindowFits(1409, 1408, uri));

        EndpointRules.requireMtuFits(1408, 1408, uri);
        EndpointRules.requireWindowFits(1408, 1408, uri);
    }

    private static void publication(String params) {
        ChannelUri uri = ChannelUri.parse("aeron:udp?" + params);
        EndpointRules.requirePublication(NetworkParams.of(uri), uri);
    }

    private static void newPublication(String params) {
        ChannelUri uri = ChannelUri.parse("aeron:udp?" + params);
        EndpointRules.requireAddressOfNewPublication(NetworkParams.of(uri), uri);
    }

    private static void subscription(String params) {
        ChannelUri uri = ChannelUri.parse("aeron:udp?" + params);
        EndpointRules.requireSubscription(NetworkParams.of(uri), uri);
    }

    private static void assertFault(ErrorCode code, String text, ThrowingCallable call) {
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(call)
                .withMessageContaining(text)
                .withMessageContaining("aeron:udp?")
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
