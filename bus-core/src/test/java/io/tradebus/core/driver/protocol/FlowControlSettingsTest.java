package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.config.FlowConfig;
import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.control.ErrorCode;
import org.junit.jupiter.api.Test;

class FlowControlSettingsTest {
    private static final FlowConfig CONFIG =
            new FlowConfig(FlowControlKind.UNICAST, FlowControlKind.MIN, 9, 2, 77, 16, 4);

    @Test
    void withoutTheParameterTheConfigurationHolds() {
        assertThat(FlowControlSettings.of(CONFIG, null, false))
                .isEqualTo(new FlowControlSettings(FlowControlKind.UNICAST, 9, 2, 77, 16));
        assertThat(FlowControlSettings.of(CONFIG, null, true))
                .isEqualTo(new FlowControlSettings(FlowControlKind.MIN, 9, 2, 77, 4));
    }

    @Test
    void theParameterOverridesWhatItNames() {
        assertThat(FlowControlSettings.of(CONFIG, "max", true))
                .isEqualTo(new FlowControlSettings(FlowControlKind.MAX, 9, 2, 77, 4));
        assertThat(FlowControlSettings.of(CONFIG, "tagged,t:3us,g:5/1,rrwm:8", true))
                .isEqualTo(new FlowControlSettings(FlowControlKind.TAGGED, 5, 1, 3_000, 8));
        assertThat(FlowControlSettings.of(CONFIG, "min,g:/3", true))
                .isEqualTo(new FlowControlSettings(FlowControlKind.MIN, 9, 3, 77, 4));
    }

    @Test
    void aChannelWithOneReceiverTakesNoStrategy() {
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> FlowControlSettings.of(CONFIG, "max", false))
                .withMessage("unsupported unicast flow control strategy: fc=max")
                .extracting(ChannelException::code)
                .isEqualTo(ErrorCode.GENERIC_ERROR);
    }
}
