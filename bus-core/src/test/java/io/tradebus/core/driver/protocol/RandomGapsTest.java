package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.NakConfig;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random loss against a simple model; a failing run names its seed. */
class RandomGapsTest {
    private static final long MILLI = 1_000_000;
    private static final long MAX_NS = 1_000_000 * MILLI;
    private static final int SEEDS = 40;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 64})
    void everythingArrivesAndOnlyWhatIsMissingIsAskedFor(int maxOutstanding) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double loss = random.nextDouble() * 0.3;
            long oneWayNs = random.nextLong(20 * MILLI);
            long jitterNs = random.nextBoolean() ? 0 : random.nextLong(5 * MILLI);
            boolean isGroup = random.nextBoolean();
            FeedbackDelay delay = isGroup
                    ? FeedbackDelays.group(NakConfig.DEFAULT, random::nextDouble)
                    : FeedbackDelays.unicast(NakConfig.DEFAULT, null);
            GapSettings settings = GapSettings.of(maxOutstanding, true, isGroup, RepairModel.WINDOW);
            RepairModel model = new RepairModel(seed, 4, loss, oneWayNs, jitterNs, settings, delay);

            long tookNs = model.run(MAX_NS);

            assertThat(model.faults).as("seed %d", seed).isEmpty();
            assertThat(tookNs).as("seed %d", seed).isPositive();
            assertBounded(model.requests, settings, seed);
        }
    }

    /** In any stretch of the shortest round trip there are at most so many further requests, for so many bytes. */
    private static void assertBounded(List<RepairModel.Request> all, GapSettings settings, int seed) {
        List<RepairModel.Request> further =
                all.stream().filter(request -> !request.isOldest()).toList();
        int mostRequests = 0;
        long mostBytes = 0;
        for (int i = 0; i < further.size(); i++) {
            long bytes = 0;
            int count = 0;
            long from = further.get(i).atNs();
            for (int j = i; j < further.size() && further.get(j).atNs() - from < settings.minRoundTripNs(); j++) {
                bytes += further.get(j).length();
                count++;
            }
            mostRequests = Math.max(mostRequests, count);
            mostBytes = Math.max(mostBytes, bytes);
        }
        assertThat(mostRequests).as("seed %d", seed).isLessThanOrEqualTo(settings.requestsPerRoundTrip());
        assertThat(mostBytes).as("seed %d", seed).isLessThanOrEqualTo(settings.maxBytesPerRoundTrip());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1})
    void severalGapsAtATimeTakeLessTimeOverALongWay(double loss) {
        for (int seed = 0; seed < 5; seed++) {
            long oneNs = timeOver100Ms(seed, loss, 1);
            long severalNs = timeOver100Ms(seed, loss, 16);

            assertThat(severalNs).as("seed %d", seed).isPositive().isLessThan(oneNs * 6 / 10);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, 20, 100})
    void theRoundTripIsFound(long milliseconds) {
        for (int seed = 0; seed < 5; seed++) {
            RepairModel model = new RepairModel(
                    seed,
                    20,
                    0.05,
                    milliseconds * MILLI / 2,
                    0,
                    GapSettings.of(16, true, false, RepairModel.WINDOW),
                    FeedbackDelays.unicast(NakConfig.DEFAULT, null));

            assertThat(model.run(MAX_NS)).isPositive();

            assertThat(model.roundTripNs())
                    .as("seed %d", seed)
                    .isBetween(milliseconds * MILLI * 8 / 10, milliseconds * MILLI * 2);
        }
    }

    private static long timeOver100Ms(int seed, double loss, int maxOutstanding) {
        RepairModel model = new RepairModel(
                seed,
                5,
                loss,
                50 * MILLI,
                0,
                GapSettings.of(maxOutstanding, true, false, RepairModel.WINDOW),
                FeedbackDelays.unicast(NakConfig.DEFAULT, null));
        return model.run(MAX_NS);
    }
}
