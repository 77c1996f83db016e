package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OfferStatusTest {
    @ParameterizedTest
    @CsvSource({
        "-1, NOT_CONNECTED, true",
        "-2, BACK_PRESSURED, true",
        "-3, ADMIN_ACTION, true",
        "-4, CLOSED, false",
        "-5, MAX_POSITION_EXCEEDED, false",
        "-6, DROPPED, false"
    })
    void mapsEachCodeToOneStatusAndBack(long code, OfferStatus status, boolean isRetryable) {
        assertThat(OfferStatus.of(code)).isEqualTo(status);
        assertThat(status.code()).isEqualTo(code);
        assertThat(status.isRetryable()).isEqualTo(isRetryable);
    }

    @Test
    void takesAnyPositionForAccepted() {
        assertThat(OfferStatus.of(32)).isEqualTo(OfferStatus.ACCEPTED);
        assertThat(OfferStatus.of(Long.MAX_VALUE)).isEqualTo(OfferStatus.ACCEPTED);
        assertThat(OfferStatus.ACCEPTED.isRetryable()).isFalse();
        assertThatThrownBy(OfferStatus.ACCEPTED::code).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesNumbersWithoutAMeaning() {
        assertThatThrownBy(() -> OfferStatus.of(-7)).hasMessageContaining("-7");
    }

    @ParameterizedTest
    @EnumSource(value = AckMode.class, names = "MANUAL", mode = EnumSource.Mode.EXCLUDE)
    void aHandlerThatReturnsNothingIsDoneWithTheMessage(AckMode mode) {
        assertThat(mode.actionOfVoid()).isIn(BusAction.CONTINUE, BusAction.COMMIT);
    }
}
