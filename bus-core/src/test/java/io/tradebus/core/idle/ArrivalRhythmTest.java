package io.tradebus.core.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thread that nobody wakes, which sleeps as the rhythm says or else longer and longer, and to whom something comes. */
class ArrivalRhythmTest {
    private static final long US = 1_000;
    private static final long MS = 1_000 * US;
    private static final long LONGEST = MS;

    /** What the system adds to a sleep. */
    private static final long SLACK = 55 * US;

    private final ArrivalRhythm rhythm = new ArrivalRhythm();
    private final List<Long> latencies = new ArrayList<>();
    private final List<Long> sleeps = new ArrayList<>();
    private int guesses;
    private long nowNs = Long.MAX_VALUE - 30 * MS;

    /** Lets arrivals come, each that many nanoseconds after the one before. */
    private void run(int arrivals, LongUnaryOperator gapNs) {
        latencies.clear();
        sleeps.clear();
        guesses = 0;
        long backoff = US;
        long arrivalNs = nowNs + gapNs.applyAsLong(0);
        int found = 0;
        while (found < arrivals) {
            boolean hasFound = false;
            while (found < arrivals && nowNs - arrivalNs >= 0) {
                latencies.add(nowNs - arrivalNs);
                found++;
                arrivalNs += gapNs.applyAsLong(found);
                hasFound = true;
            }
            if (hasFound) {
                rhythm.onFound(nowNs);
                backoff = US;
                nowNs += 5 * US;
                continue;
            }
            long sleep = rhythm.sleepNs(nowNs, LONGEST);
            if (sleep == ArrivalRhythm.UNKNOWN) {
                sleep = backoff;
                backoff = Math.min(2 * backoff, LONGEST);
            } else {
                guesses++;
            }
            assertThat(sleep).isBetween(1L, LONGEST);
            sleeps.add(sleep);
            nowNs += sleep + SLACK;
        }
    }

    private long medianUs() {
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2] / US;
    }

    private double sleepsPerArrival() {
        return (double) sleeps.size() / latencies.size();
    }

    /** Without a guess the median is 210 us at 1 ms with 11 sleeps for each, and half of the longest sleep from some ms on. */
    @ParameterizedTest
    @CsvSource({
        "500, 60, 4",
        "700, 60, 4",
        "1000, 60, 4",
        "2000, 60, 5",
        "5000, 60, 8",
        "10000, 60, 13",
        "100000, 60, 99"
    })
    void isThereShortlyAfterWhatComesRegularly(long periodUs, long medianUs, double sleeps) {
        run(50, index -> periodUs * US);
        run(200, index -> periodUs * US);

        assertThat(medianUs()).isLessThanOrEqualTo(medianUs);
        assertThat(sleepsPerArrival()).isLessThanOrEqualTo(sleeps);
    }

    @ParameterizedTest
    @CsvSource({"1000, 50, 70", "1000, 100, 120", "10000, 300, 120"})
    void isThereForWhatComesNearlyRegularly(long periodUs, long jitterUs, long medianUs) {
        Random random = new Random(1);
        run(50, index -> (periodUs + random.nextLong(-jitterUs, jitterUs)) * US);
        run(200, index -> (periodUs + random.nextLong(-jitterUs, jitterUs)) * US);

        assertThat(medianUs()).isLessThanOrEqualTo(medianUs);
    }

    @Test
    void takesABurstForOneArrival() {
        LongUnaryOperator bursts = index -> index % 10 == 0 ? 5 * MS : 20 * US;
        run(100, bursts);
        run(1000, bursts);

        long[] firsts = new long[100];
        Arrays.setAll(firsts, i -> latencies.get(10 * i));
        Arrays.sort(firsts);
        assertThat(firsts[50]).isLessThan(80 * US);
        assertThat(medianUs()).as("what follows is not overslept").isLessThanOrEqualTo(60);
    }

    @Test
    void doesNotGuessWhatComesIrregularly() {
        Random random = new Random(7);
        run(2_000, index -> (long) (-Math.log(1 - random.nextDouble()) * 3 * MS));

        assertThat((double) guesses / sleeps.size()).isLessThan(0.05);
    }

    @Test
    void doesNotTakeItsOwnSleepsForAnInterval() {
        for (long meanUs : new long[] {100, 300, 500, 1_000}) {
            Random random = new Random(meanUs);
            run(2_000, index -> (long) (-Math.log(1 - random.nextDouble()) * meanUs * US));

            assertThat((double) guesses / sleeps.size()).as(meanUs + " us").isLessThan(0.1);
        }
    }

    @Test
    void doesNotGuessWhatComesFasterThanAThreadFallsAsleep() {
        run(200, index -> 200 * US);

        assertThat(guesses).isZero();
    }

    @Test
    void expectsNothingAfterSomeIntervalsOfSilence() {
        run(50, index -> MS);
        long lastNs = nowNs;

        assertThat(rhythm.sleepNs(lastNs, LONGEST)).isBetween(800 * US, MS);
        assertThat(rhythm.sleepNs(lastNs + 3 * MS, LONGEST)).isPositive();
        assertThat(rhythm.sleepNs(lastNs + 5 * MS, LONGEST)).isEqualTo(ArrivalRhythm.UNKNOWN);
        assertThat(rhythm.sleepNs(lastNs + 3_600_000 * MS, LONGEST)).isEqualTo(ArrivalRhythm.UNKNOWN);
    }

    @Test
    void oneThatIsMissingDoesNotPutItOut() {
        run(50, index -> MS);
        run(200, index -> index % 10 == 5 ? 2 * MS : MS);

        assertThat(medianUs()).isLessThanOrEqualTo(60);
        assertThat((double) guesses / sleeps.size()).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "10, 1", "1, 3", "3, 2"})
    void learnsAnotherRate(long beforeMs, long afterMs) {
        run(50, index -> beforeMs * MS);
        run(15, index -> afterMs * MS);

        run(50, index -> afterMs * MS);

        assertThat(medianUs()).isLessThanOrEqualTo(60);
    }

    @Test
    void knowsNothingBeforeItHasLearned() {
        assertThat(rhythm.sleepNs(nowNs, LONGEST)).isEqualTo(ArrivalRhythm.UNKNOWN);
        rhythm.onFound(nowNs);
        assertThat(rhythm.sleepNs(nowNs, LONGEST)).isEqualTo(ArrivalRhythm.UNKNOWN);

        run(5, index -> MS);

        assertThat(guesses).isZero();
    }

    @Test
    void sleepsNoLongerThanItMay() {
        run(50, index -> 100 * MS);

        assertThat(rhythm.sleepNs(nowNs, LONGEST)).isEqualTo(LONGEST);
        assertThat(rhythm.sleepNs(nowNs, 10 * US)).isEqualTo(10 * US);
    }
}
