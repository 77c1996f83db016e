package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tradebus.core.config.NakConfig;
import io.tradebus.core.format.channel.GroupMode;
import io.tradebus.core.support.Conformance;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackDelaysTest {
    private static final long MAX_BACKOFF_NS = 10_000_000;

    @Test
    @Conformance("WP-65")
    void aSingleReceiverWaitsAMicrosecondAndThenAHundred() {
        FeedbackDelay delay = FeedbackDelays.unicast(NakConfig.DEFAULT, null);

        assertThat(delay.firstDelayNs()).isEqualTo(1_000);
        assertThat(delay.retryDelayNs()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @CsvSource({
        "5000000, 5000000, 500000000",
        "1000, 1000, 100000",
        "10, 10, 100000",
        "0, 0, 100000",
        "9223372036854775807, 2305843009213693951, 2305843009213693951"
    })
    @Conformance("WP-68")
    void theDelayOfTheChannelIsRepeatedAHundredfold(long nakDelayNs, long firstNs, long retryNs) {
        FeedbackDelay delay = FeedbackDelays.unicast(NakConfig.DEFAULT, nakDelayNs);

        assertThat(delay.firstDelayNs()).isEqualTo(firstNs);
        assertThat(delay.retryDelayNs()).isEqualTo(retryNs);
    }

    @Test
    void delayAndRatioComeFromTheConfiguration() {
        NakConfig config = NakConfig.DEFAULT.withUnicastDelayNs(20_000).withUnicastRetryDelayRatio(3);

        assertThat(FeedbackDelays.unicast(config, null).firstDelayNs()).isEqualTo(20_000);
        assertThat(FeedbackDelays.unicast(config, null).retryDelayNs()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE, false, false, true",
        "TRUE, true, true, true",
        "FALSE, true, true, false",
        "FALSE, false, false, false",
        "INFER, false, false, false",
        "INFER, true, false, true",
        "INFER, false, true, true"
    })
    @Conformance({"WP-66", "WP-67"})
    void theSubscriptionSaysWhetherItIsOneOfManyAndElseTheAddressAndTheSender(
            GroupMode group, boolean isMulticast, boolean isGroupBySender, boolean expected) {
        assertThat(FeedbackDelays.hasGroupSemantics(group, isMulticast, isGroupBySender))
                .isEqualTo(expected);
    }

    @Test
    void gapsThatAreFilledAreNotWaitedFor() {
        assertThat(FeedbackDelays.none().firstDelayNs()).isZero();
        assertThat(FeedbackDelays.none().retryDelayNs()).isZero();
    }

    /** By the formula: T/L ln(1 + u (e^L - 1)), with T = 10 ms and L = ln 10 + 1. */
    @ParameterizedTest
    @CsvSource({"0.0, 0", "0.25, 6119383", "0.5, 8010589", "0.75, 9165823", "0.999999999999, 9999999"})
    @Conformance("WP-66")
    void oneReceiverOfManyWaitsARandomTimeThatIsRatherLong(double uniform, long expectedNs) {
        FeedbackDelay delay = FeedbackDelays.group(NakConfig.DEFAULT, () -> uniform);

        assertThat(delay.firstDelayNs()).isCloseTo(expectedNs, within(2L));
        assertThat(delay.retryDelayNs()).isCloseTo(expectedNs, within(2L));
    }

    @Test
    @Conformance("WP-66")
    void randomTimesStayInTheirRange() {
        SplittableRandom random = new SplittableRandom(1);
        FeedbackDelay delay = FeedbackDelays.group(NakConfig.DEFAULT, random::nextDouble);
        long late = 0;
        for (int i = 0; i < 100_000; i++) {
            long ns = delay.firstDelayNs();
            assertThat(ns >= 0 && ns < MAX_BACKOFF_NS).isTrue();
            late += ns > MAX_BACKOFF_NS / 2 ? 1 : 0;
        }

        // The formula puts (e^(L/2) - 1) / (e^L - 1), that is 16.1 %, into the first half.
        assertThat(late).isBetween(83_000L, 85_000L);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 1000", "1000000, 1"})
    void randomTimesStayInTheirRangeAtTheEndsOfTheSettings(long maxBackoffNs, int groupSize) {
        NakConfig config =
                NakConfig.DEFAULT.withMulticastMaxBackoffNs(maxBackoffNs).withMulticastGroupSize(groupSize);
        double[] numbers = {0, 1e-12, 0.5, Math.nextDown(1.0)};
        for (double number : numbers) {
            assertThat(FeedbackDelays.group(config, () -> number).firstDelayNs())
                    .isBetween(0L, maxBackoffNs - 1);
        }
    }
}
