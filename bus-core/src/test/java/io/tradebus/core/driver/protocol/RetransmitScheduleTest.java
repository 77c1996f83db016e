package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.protocol.RetransmitSchedule.Outcome;
import io.tradebus.core.support.Conformance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetransmitScheduleTest {
    private static final int TERM = 5;
    private static final int TERM_LENGTH = 65_536;
    private static final int MAX_LENGTH = 32_768;
    private static final long LINGER_NS = 10_000_000;

    private final List<Range> resent = new ArrayList<>();
    private final Resender resender = (termId, termOffset, length) -> resent.add(new Range(termId, termOffset, length));

    private record Range(int termId, int termOffset, int length) {}

    @ParameterizedTest
    @CsvSource({
        "-32, 64, INVALID",
        "-1, 64, INVALID",
        "65505, 64, INVALID",
        "65536, 64, INVALID",
        "2147483647, 64, INVALID",
        "0, -1, INVALID",
        "0, -2147483648, INVALID",
        "0, 0, EMPTY",
        "65504, 32, RESENT",
        "0, 2147483647, RESENT"
    })
    @Conformance("WP-74")
    void tellsWhatCannotBeAboutTheStreamFromWhatCan(int termOffset, int length, Outcome expected) {
        RetransmitSchedule schedule = unicast(0);

        assertThat(nak(schedule, termOffset, length, 1)).isEqualTo(expected);
        assertThat(resent).hasSize(expected == Outcome.RESENT ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 64, 64", "0, 40000, 32768", "65440, 4096, 96", "0, 2147483647, 32768"})
    @Conformance("WP-75")
    void sendsAtMostTheBoundAndNothingBeyondTheTerm(int termOffset, int length, int expected) {
        nak(unicast(0), termOffset, length, 1);

        assertThat(resent).containsExactly(new Range(TERM, termOffset, expected));
    }

    @ParameterizedTest
    @CsvSource({"1024", "1056", "2016"})
    @Conformance("WP-71")
    void ignoresARequestThatBeginsInARangeThatWasJustSentAgain(int termOffset) {
        RetransmitSchedule schedule = unicast(0);
        nak(schedule, 1024, 1024, 1);

        assertThat(nak(schedule, termOffset, 2048, LINGER_NS)).isEqualTo(Outcome.ALREADY_ACTIVE);
        assertThat(nak(schedule, termOffset, 2048, LINGER_NS + 1)).isEqualTo(Outcome.RESENT);
        assertThat(resent).hasSize(2);
    }

    @Test
    @Conformance("WP-71")
    void theLingerCoversOnlyWhatMayHaveBeenSent() {
        RetransmitSchedule schedule = group(16, 0);
        schedule.onNak(TERM, 0, 4096, TERM_LENGTH, 1024, 1);

        assertThat(schedule.onNak(TERM, 992, 4096, TERM_LENGTH, 1024, 2)).isEqualTo(Outcome.ALREADY_ACTIVE);
        assertThat(schedule.onNak(TERM, 1024, 4096, TERM_LENGTH, 1024, 2)).isEqualTo(Outcome.RESENT);
        assertThat(schedule.onNak(TERM + 1, 0, 4096, TERM_LENGTH, 1024, 2)).isEqualTo(Outcome.RESENT);
    }

    @Test
    @Conformance("WP-72")
    void withOneReceiverAnotherRangeIsSentAtOnceAndReplacesTheOneBefore() {
        RetransmitSchedule schedule = unicast(0);

        assertThat(nak(schedule, 0, 1024, 1)).isEqualTo(Outcome.RESENT);
        assertThat(nak(schedule, 4096, 1024, 2)).isEqualTo(Outcome.RESENT);
        assertThat(nak(schedule, 0, 1024, 3)).isEqualTo(Outcome.RESENT);
        assertThat(nak(schedule, 512, 1024, 4)).isEqualTo(Outcome.ALREADY_ACTIVE);
        assertThat(resent).hasSize(3);
    }

    @Test
    @Conformance("WP-72")
    void withManyReceiversOnlySoManyRangesAreKnownAndTheRestIsDropped() {
        RetransmitSchedule schedule = group(16, 0);
        for (int i = 0; i < 16; i++) {
            assertThat(nak(schedule, i * 1024, 1024, 1)).isEqualTo(Outcome.RESENT);
        }

        assertThat(nak(schedule, 20 * 1024, 1024, 2)).isEqualTo(Outcome.OVERFLOW);
        assertThat(nak(schedule, 3 * 1024, 1024, 2)).isEqualTo(Outcome.ALREADY_ACTIVE);
        assertThat(resent).hasSize(16);

        schedule.onTick(1 + LINGER_NS);
        assertThat(nak(schedule, 20 * 1024, 1024, 1 + LINGER_NS)).isEqualTo(Outcome.RESENT);
    }

    @Test
    void aDelayedRangeIsSentWhenItsDelayIsOverAndLingersFromThenOn() {
        RetransmitSchedule schedule = group(2, 100);

        assertThat(nak(schedule, 0, 1024, 1)).isEqualTo(Outcome.DELAYED);
        assertThat(nak(schedule, 32, 1024, 50)).isEqualTo(Outcome.ALREADY_ACTIVE);
        assertThat(schedule.onTick(100)).isZero();
        assertThat(resent).isEmpty();

        assertThat(schedule.onTick(101)).isEqualTo(1);
        assertThat(resent).containsExactly(new Range(TERM, 0, 1024));
        assertThat(nak(schedule, 0, 1024, 100 + LINGER_NS)).isEqualTo(Outcome.ALREADY_ACTIVE);
        assertThat(schedule.onTick(101 + LINGER_NS)).isZero();
        assertThat(nak(schedule, 0, 1024, 101 + LINGER_NS)).isEqualTo(Outcome.DELAYED);
    }

    @Test
    void withOneReceiverARequestElsewhereReplacesADelayedOne() {
        RetransmitSchedule schedule = unicast(100);

        assertThat(nak(schedule, 0, 1024, 1)).isEqualTo(Outcome.DELAYED);
        assertThat(nak(schedule, 4096, 1024, 51)).isEqualTo(Outcome.DELAYED);
        schedule.onTick(101);
        assertThat(resent).isEmpty();

        schedule.onTick(151);
        assertThat(resent).containsExactly(new Range(TERM, 4096, 1024));
    }

    @Test
    void timeMayWrapAround() {
        RetransmitSchedule schedule = unicast(0);

        nak(schedule, 0, 1024, Long.MAX_VALUE - 5);

        assertThat(nak(schedule, 0, 1024, Long.MIN_VALUE + 5)).isEqualTo(Outcome.ALREADY_ACTIVE);
        assertThat(nak(schedule, 0, 1024, Long.MAX_VALUE - 5 + LINGER_NS)).isEqualTo(Outcome.RESENT);
    }

    @ParameterizedTest
    @CsvSource({"1000000, false", "1000032, false", "999968, true", "959040, true", "959008, false", "0, false"})
    @Conformance("WP-73")
    void whatIsNotSentYetOrTooOldIsOutOfReach(long position, boolean isInReach) {
        assertThat(RetransmitSchedule.isInReach(position, 1_000_000, TERM_LENGTH))
                .isEqualTo(isInReach);
    }

    private RetransmitSchedule unicast(long delayNs) {
        return RetransmitSchedule.forOneReceiver(delayNs, LINGER_NS, resender);
    }

    private RetransmitSchedule group(int slots, long delayNs) {
        return RetransmitSchedule.forManyReceivers(slots, delayNs, LINGER_NS, resender);
    }

    private static Outcome nak(RetransmitSchedule schedule, int termOffset, int length, long nowNs) {
        return schedule.onNak(TERM, termOffset, length, TERM_LENGTH, MAX_LENGTH, nowNs);
    }
}
