package io.tradebus.core.format.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.format.channel.FlowControlParams.Strategy;
import io.tradebus.core.format.control.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowControlParamsTest {
    @Test
    void leavesToTheDriverWhatIsNotSaid() {
        assertThat(FlowControlParams.parse("max"))
                .isEqualTo(new FlowControlParams(Strategy.MAX, null, null, null, null));
        assertThat(FlowControlParams.parse("min").strategy()).isEqualTo(Strategy.MIN);
        assertThat(FlowControlParams.parse("tagged").strategy()).isEqualTo(Strategy.TAGGED);
    }

    @Test
    void readsEveryOptionInAnyOrder() {
        FlowControlParams expected = new FlowControlParams(Strategy.TAGGED, 250_000_000L, -6L, 3, 8);

        assertThat(FlowControlParams.parse("tagged,t:250ms,g:-6/3,rrwm:8")).isEqualTo(expected);
        assertThat(FlowControlParams.parse("tagged,rrwm:8,g:-6/3,t:250ms")).isEqualTo(expected);
        assertThat(FlowControlParams.parse("tagged,g:-6,g:/3,rrwm:8,t:250000000"))
                .isEqualTo(expected);
    }

    @Test
    void passesOverUnknownOptions() {
        assertThat(FlowControlParams.parse("min,x:1,g:/2,y"))
                .isEqualTo(new FlowControlParams(Strategy.MIN, null, null, 2, null));
    }

    @Test
    void passesOverWhatTheStrategyHasNoUseFor() {
        assertThat(FlowControlParams.parse("max,g:x,t:x,rrwm:3"))
                .isEqualTo(new FlowControlParams(Strategy.MAX, null, null, null, 3));
        assertThat(FlowControlParams.parse("min,g:x")).isEqualTo(FlowControlParams.parse("min"));
        assertThat(FlowControlParams.parse("min,g:x/2")).isEqualTo(FlowControlParams.parse("min,g:/2"));
        assertThat(FlowControlParams.parse("min,")).isEqualTo(FlowControlParams.parse("min"));
    }

    @Test
    void takesATimeoutOfNothingAndAGroupOfLessThanNothingAsStockDriversDo() {
        assertThat(FlowControlParams.parse("min,t:0,g:/-1"))
                .isEqualTo(new FlowControlParams(Strategy.MIN, 0L, null, -1, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unicast",
                "Max",
                "mini",
                ",min",
                "min,t:x",
                "min,t:",
                "min,t:-1s",
                "tagged,g:x",
                "tagged,g:1/x",
                "tagged,g:1/",
                "tagged,g:",
                "tagged,g:9223372036854775808",
                "min,g:1/2/3",
                "max,rrwm:-1",
                "max,rrwm:2147483648",
                "max,rrwm:0",
                "max,rrwm:x"
            })
    void refusesWhatItCannotRead(String text) {
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> FlowControlParams.parse(text))
                .extracting(ChannelException::code)
                .isEqualTo(ErrorCode.GENERIC_ERROR);
    }
}
