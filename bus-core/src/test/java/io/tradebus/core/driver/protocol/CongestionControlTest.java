package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.config.CongestionConfig;
import io.tradebus.core.config.CongestionKind;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.support.Conformance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CongestionControlTest {
    private static final int MTU = 1408;
    private static final int TERM_LENGTH = 1 << 20;
    private static final long MICRO = 1_000;
    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @CsvSource({"131072, 65536, 32768", "131072, 262144, 131072", "131072, 1048576, 131072", "2048, 65536, 2048"})
    @Conformance("WP-63")
    void theWindowIsThatOfTheSubscriptionButAtMostHalfATerm(int receiverWindow, int termLength, int expected) {
        CongestionControl window =
                CongestionControls.create(null, CongestionConfig.DEFAULT, receiverWindow, termLength, MTU, 0);

        assertThat(window.windowLength()).isEqualTo(expected);
        assertThat(window.maxWindowLength()).isEqualTo(expected);
    }

    @Test
    void aStaticWindowNeverChangesNorForcesNorMeasures() {
        CongestionControl window = create("static", CongestionConfig.DEFAULT.withCubicMeasureRtt(true), 100 * MTU);

        assertThat(window.onTrack(1, 5, 0, true)).isFalse();
        assertThat(window.onTrack(SECOND, 5, 0, false)).isFalse();
        assertThat(window.windowLength()).isEqualTo(100 * MTU);
        assertThat(window.shouldMeasureRtt(SECOND)).isFalse();
        assertThat(window.rttNs()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, DEFAULT, false",
                "-, STATIC, false",
                "-, CUBIC, true",
                "static, CUBIC, false",
                "cubic, DEFAULT, true",
                "cubic, STATIC, true"
            })
    void theChannelChoosesAndElseTheConfiguration(@Nullable String name, CongestionKind kind, boolean isCubic) {
        CongestionControl window = create(name, CongestionConfig.DEFAULT.withKind(kind), 100 * MTU);

        assertThat(window.windowLength()).isEqualTo(isCubic ? 10 * MTU : 100 * MTU);
    }

    @Test
    void anUnknownNameIsAnError() {
        assertThatExceptionOfType(ChannelException.class)
                .isThrownBy(() -> create("reno", CongestionConfig.DEFAULT, 100 * MTU))
                .withMessage("unsupported congestion control : cc=reno");
    }

    @ParameterizedTest
    @CsvSource({"140800, 14080", "14080, 14080", "7039, 5632", "1408, 1408", "1000, 1000"})
    @Conformance("WP-78")
    void cubicStartsWithTenDatagramsOrWithAllThatFit(int receiverWindow, int expected) {
        assertThat(create("cubic", CongestionConfig.DEFAULT, receiverWindow).windowLength())
                .isEqualTo(expected);
    }

    @Test
    @Conformance({"WP-78", "WP-79"})
    void cubicShrinksByAFifthForEachLossAndForcesAMessage() {
        CongestionControl window = create("cubic", CongestionConfig.DEFAULT, 100 * MTU);

        int[] expected = {8, 6, 4, 3, 2, 1, 1};
        for (int datagrams : expected) {
            assertThat(window.onTrack(1, 0, 0, true)).isTrue();
            assertThat(window.windowLength()).isEqualTo(datagrams * MTU);
        }
    }

    /** With 100 datagrams when data was lost, K is the cube root of 100 x 0.2 / 0.4, or 3.684 s. */
    @ParameterizedTest
    @CsvSource({"1, 93", "2, 99", "3, 100", "4, 100", "5, 100"})
    void cubicGrowsBackByTheCubicFunctionOfTime(int seconds, int datagrams) {
        CongestionControl window = create("cubic", CongestionConfig.DEFAULT, 100 * MTU);
        window.onTrack(SECOND * seconds, 0, 0, false);

        assertThat(window.windowLength()).isEqualTo(datagrams * MTU);
    }

    @Test
    void cubicGrowsBeyondTheWindowThatLostUpToTheMaximum() {
        CongestionControl window = create("cubic", CongestionConfig.DEFAULT, 100 * MTU);
        window.onTrack(0, 0, 0, true);
        assertThat(window.windowLength()).isEqualTo(8 * MTU);

        // After the loss at 10 datagrams, K is 1.71 s.
        window.onTrack(SECOND * 171 / 100, 0, 0, false);
        assertThat(window.windowLength()).isEqualTo(10 * MTU);
        window.onTrack(SECOND * 5, 0, 0, false);
        assertThat(window.windowLength()).isEqualTo((10 + 14) * MTU);
        window.onTrack(SECOND * 60, 0, 0, false);
        assertThat(window.windowLength()).isEqualTo(100 * MTU);
    }

    @Test
    void cubicLooksAtTheTimeNoMoreOftenThanEachHundredMicroseconds() {
        CongestionControl window = create("cubic", CongestionConfig.DEFAULT, 100 * MTU);

        window.onTrack(100 * MICRO, 0, 0, false);
        assertThat(window.windowLength()).isEqualTo(10 * MTU);
        window.onTrack(100 * MICRO + 1, 0, 0, false);
        assertThat(window.windowLength()).isEqualTo(81 * MTU);
    }

    @Test
    void cubicForcesAMessageForEachDatagramConsumedFromAWindowOfOne() {
        CongestionControl window = create("cubic", CongestionConfig.DEFAULT, MTU);

        assertThat(window.onTrack(SECOND, 1408, 1408, false)).isFalse();
        assertThat(window.onTrack(SECOND, 1440, 1408, false)).isTrue();
    }

    @Test
    void cubicInTcpModeGrowsByRoundTripsWhereThatIsFaster() {
        CongestionConfig config =
                CongestionConfig.DEFAULT.withCubicTcpMode(true).withCubicInitialRttNs(10_000_000);
        CongestionControl window = create("cubic", config, 1000 * MTU);
        window.onTrack(0, 0, 0, true);
        assertThat(window.windowLength()).isEqualTo(8 * MTU);

        // 8 + 3 x 0.2 / 1.8 for each of 5 round trips, while the cubic function says 8 or 9.
        window.onTrack(50_000_000, 0, 0, false);
        assertThat(window.windowLength()).isEqualTo(9 * MTU);
        window.onTrack(200_000_000, 0, 0, false);
        assertThat(window.windowLength()).isEqualTo(14 * MTU);

        // From the window that lost on, the cubic function alone counts.
        window.onTrack(500_000_000, 0, 0, false);
        assertThat(window.windowLength()).isEqualTo(10 * MTU);
        window.onTrack(2 * SECOND, 0, 0, false);
        assertThat(window.windowLength()).isEqualTo(10 * MTU);
    }

    @Test
    @Conformance("WP-80")
    void cubicMeasuresTheRoundTripOnlyWhenEnabled() {
        assertThat(create("cubic", CongestionConfig.DEFAULT, 100 * MTU).shouldMeasureRtt(SECOND))
                .isFalse();

        CongestionConfig config = CongestionConfig.DEFAULT.withCubicMeasureRtt(true);
        assertThat(create("cubic", config, 100 * MTU).shouldMeasureRtt(0)).isTrue();
    }

    @Test
    @Conformance("WP-80")
    void cubicMeasuresAgainAfterFourRoundTripsFromTheLastRequestOrAnswer() {
        CongestionControl window = create("cubic", CongestionConfig.DEFAULT.withCubicMeasureRtt(true), 100 * MTU);

        window.onRttSent(0);
        assertThat(window.shouldMeasureRtt(400 * MICRO - 1)).isFalse();
        assertThat(window.shouldMeasureRtt(400 * MICRO)).isTrue();

        window.onRtt(300 * MICRO, 300 * MICRO);
        assertThat(window.rttNs()).isEqualTo(300 * MICRO);
        assertThat(window.shouldMeasureRtt(1500 * MICRO - 1)).isFalse();
        assertThat(window.shouldMeasureRtt(1500 * MICRO)).isTrue();

        window.onRtt(1500 * MICRO, 10 * MICRO);
        assertThat(window.shouldMeasureRtt(1900 * MICRO - 1)).isFalse();
        assertThat(window.shouldMeasureRtt(1900 * MICRO)).isTrue();
    }

    private static CongestionControl create(@Nullable String name, CongestionConfig config, int receiverWindow) {
        return CongestionControls.create(name, config, receiverWindow, TERM_LENGTH, MTU, 0);
    }
}
