package io.tradebus.core.format.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.Test;

class PublicationParamsTest {
    private static final int STREAM = 1001;
    private static final long SECOND = 1_000_000_000L;
    private static final PublicationDefaults DEFAULTS = new PublicationDefaults(
            new LogParams(64 << 20, 1408, 0, true),
            new UntetheredTimeouts(5 * SECOND, UntetheredTimeouts.SAME_AS_WINDOW_LIMIT, 10 * SECOND),
            5 * SECOND,
            16,
            true,
            false);
    private static final TaggedPublication TAGGED = new TaggedPublication(-42, 2048, 128 << 10);

    @Test
    void withoutParametersTheDefaultsHold() {
        PublicationParams params = params("");

        assertThat(params.log()).isEqualTo(new LogParams(64 << 20, 1408, 32 << 20, true));
        assertThat(params.start()).isNull();
        assertThat(params.sessionId()).isNull();
        assertThat(params.entityTag()).isEqualTo(ChannelTags.NONE);
        assertThat(params.response()).isEqualTo(new ResponseParams(-1, false, false));
        assertThat(params.untethered()).isEqualTo(new UntetheredTimeouts(5 * SECOND, 5 * SECOND, 10 * SECOND));
        assertThat(params.delivery()).isEqualTo(new PublicationParams.Delivery(5 * SECOND, 16, true, false));
    }

    @Test
    void parametersReplaceTheDefaults() {
        PublicationParams params = params("term-length=128k|mtu=4k|pub-wnd=8k|sparse=false|session-id=-7|tags=1,2"
                + "|linger=0|max-resend=256|eos=false|ssc=true|stream-id=1001|response-correlation-id=5"
                + "|untethered-window-limit-timeout=1s|untethered-resting-timeout=3ms|anything=else");

        assertThat(params.log()).isEqualTo(new LogParams(128 << 10, 4096, 8192, false));
        assertThat(params.sessionId()).isEqualTo(-7);
        assertThat(params.entityTag()).isEqualTo(2);
        assertThat(params.response().correlationId()).isEqualTo(5);
        assertThat(params.untethered()).isEqualTo(new UntetheredTimeouts(SECOND, SECOND, 3_000_000));
        assertThat(params.delivery()).isEqualTo(new PublicationParams.Delivery(0, 256, false, true));
    }

    @Test
    void aStartPositionIsGivenWhole() {
        PublicationParams params = params("term-length=64k|init-term-id=5|term-id=7|term-offset=128");

        assertThat(params.start()).isEqualTo(new StartPosition(5, 7, 128));
        assertThat(new StartPosition(5, 7, 128).position(64 << 10)).isEqualTo(2 * 65_536 + 128);
        assertThat(params("init-term-id=2147483647|term-id=-2147483648|term-offset=0")
                        .start())
                .isEqualTo(new StartPosition(Integer.MAX_VALUE, Integer.MIN_VALUE, 0));
        assertThat(new StartPosition(Integer.MAX_VALUE, Integer.MIN_VALUE, 0).position(65_536))
                .isEqualTo(65_536);
    }

    @Test
    @Conformance("DB-28")
    void anIncompleteOrMisalignedStartPositionIsRefused() {
        assertInvalid("init-term-id=5", "must be used as a complete set");
        assertInvalid("term-id=5|term-offset=0", "must be used as a complete set");
        assertInvalid("init-term-id=5|term-id=7|term-offset=33", "term-offset is not a multiple of 32");
        assertInvalid("init-term-id=5|term-id=7|term-offset=-32", "term-offset is not in");
        assertInvalid("term-length=64k|init-term-id=5|term-id=7|term-offset=65568", "term-offset is not in");
        assertInvalid("init-term-id=5|term-id=4|term-offset=0", "term-id is before init-term-id");
        assertInvalid("init-term-id=x|term-id=4|term-offset=0", "malformed value of init-term-id");
    }

    @Test
    @Conformance("DB-29")
    void anEntityTagMustBeANumberThatIsNotMinusOneAndFree() {
        assertInvalid("tags=1,-1", "-1 tag is reserved");
        assertInvalid("tags=1,x", "malformed value of tags");
        assertInvalid("tags=1,", "malformed value of tags");
        assertInvalid("tags=1,9", "9 entityTag already in use");
        assertThat(params("tags=,2").entityTag()).isEqualTo(2);
        assertThat(params("tags=x").entityTag()).isEqualTo(ChannelTags.NONE);
    }

    @Test
    @Conformance("DB-25")
    void aSessionByTagTakesSessionMtuAndTermLengthOfThatPublication() {
        PublicationParams params = params("session-id=tag:9");

        assertThat(params.sessionId()).isEqualTo(-42);
        assertThat(params.log().mtuLength()).isEqualTo(2048);
        assertThat(params.log().termLength()).isEqualTo(128 << 10);
        assertThat(params.log().window()).isEqualTo(64 << 10);
        assertThat(params("session-id=tag:9|mtu=2k|term-length=128k").sessionId())
                .isEqualTo(-42);
        assertInvalid("session-id=tag:9|mtu=1408", "mtu=1408 does not match");
        assertInvalid("session-id=tag:9|term-length=64k", "term-length=65536 does not match");
        assertInvalid("session-id=tag:8", "must reference a publication");
        assertInvalid("session-id=tag:x", "malformed value of session-id");
        assertInvalid("session-id=x", "malformed value of session-id");
    }

    @Test
    void lengthsOutOfRangeAreGenericErrors() {
        assertGeneric("term-length=32k", "Term length less than min length of 65536");
        assertGeneric("term-length=2047m", "Term length more than max length of 1073741824");
        assertGeneric("term-length=65537", "not a power of 2");
        assertGeneric("term-length=x", "malformed value of term-length");
        assertGeneric("mtu=32", "mtu is not a multiple of 32");
        assertGeneric("mtu=1409", "mtu is not a multiple of 32");
        assertGeneric("mtu=65536", "up to 65504");
        assertGeneric("pub-wnd=x", "malformed value of pub-wnd");
        assertGeneric("linger=x", "malformed value of linger");
        assertGeneric("linger=-1", "linger is negative");
        assertGeneric("untethered-linger-timeout=1h", "malformed value of untethered-linger-timeout");
    }

    @Test
    void valuesThatDoNotFitEachOtherAreInvalidChannels() {
        assertInvalid("term-length=64k|mtu=16k", "MTU greater than max message length");
        assertInvalid("term-length=64k|pub-wnd=32800", "pub-wnd=32800");
        assertInvalid("pub-wnd=1376", "pub-wnd=1376");
        assertInvalid("max-resend=0", "max-resend is not in 1..256");
        assertInvalid("max-resend=257", "max-resend is not in 1..256");
        assertInvalid("stream-id=1002", "does not match that of the command: 1001");
        assertThat(params("term-length=64k|pub-wnd=1408").log().window()).isEqualTo(1408);
        assertThat(params("term-length=64k|pub-wnd=32k").log().window()).isEqualTo(32 << 10);
        assertThat(params("term-length=64k|mtu=8k").log().mtuLength()).isEqualTo(8192);
    }

    @Test
    @Conformance("DB-87")
    void aPrototypeHasTheSmallestTerm() {
        PublicationParams params = params("control-mode=response|response-correlation-id=prototype|term-length=1m");

        assertThat(params.log().termLength()).isEqualTo(64 << 10);
        assertThat(params.response()).isEqualTo(new ResponseParams(-1, true, true));
        assertInvalid("response-correlation-id=-2", "invalid response-correlation-id");
        assertInvalid("response-correlation-id=text", "invalid response-correlation-id");
    }

    @Test
    @Conformance("DB-22")
    void aSharedPublicationMustAgreeWithWhatIsAskedFor() {
        PublicationParams.Existing existing =
                new PublicationParams.Existing(7, 1408, 64 << 10, new StartPosition(5, 6, 64));

        requireAgreement("", existing);
        requireAgreement("mtu=1408|term-length=64k|session-id=7|init-term-id=5|term-id=6|term-offset=64", existing);
        assertDisagreement("mtu=2816", existing, "'mtu': existing=1408 requested=2816");
        assertDisagreement("term-length=128k", existing, "'term-length': existing=65536 requested=131072");
        assertDisagreement("session-id=8", existing, "'session-id': existing=7 requested=8");
        assertDisagreement("init-term-id=4|term-id=6|term-offset=64", existing, "'init-term-id'");
        assertDisagreement("init-term-id=5|term-id=7|term-offset=64", existing, "'term-id'");
        assertDisagreement("init-term-id=5|term-id=6|term-offset=96", existing, "'term-offset'");
    }

    private static ChannelUri uri(String params) {
        return ChannelUri.parse(params.isEmpty() ? "aeron:ipc" : "aeron:ipc?" + params);
    }

    private static PublicationParams params(String params) {
        return PublicationParams.of(uri(params), STREAM, DEFAULTS, tag -> tag == 9 ? TAGGED : null);
    }

    private static void assertInvalid(String params, String text) {
        assertRefused(params, ErrorCode.INVALID_CHANNEL, text);
    }

    private static void assertGeneric(String params, String text) {
        assertRefused(params, ErrorCode.GENERIC_ERROR, text);
    }

    private static void assertRefused(String params, ErrorCode code, String text) {
        assertThatExceptionOfType(ChannelException.class)
                .as(params)
                .isThrownBy(() -> params(params))
                .withMessageContaining(text)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void requireAgreement(String params, PublicationParams.Existing existing) {
        params(params).requireAgreementWith(existing, uri(params));
    }

    private static void assertDisagreement(String params, PublicationParams.Existing existing, String text) {
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> requireAgreement(params, existing))
                .withMessageContaining("existing publication has different " + text)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.GENERIC_ERROR));
    }
}
