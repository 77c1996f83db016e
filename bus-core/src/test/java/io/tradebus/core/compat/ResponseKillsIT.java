package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.compat.ResponsePair.Part;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Drivers and clients of an exchange of requests and responses are killed at random and started again: the requester is
 * answered again every time, and each request ends in exactly one response or one reported failure.
 *
 * <p>{@code -Dresponse.kills=100} kills more often, {@code -Dresponse.seed=…} replays a run.
 */
class ResponseKillsIT {
    private static final String KILLS = "response.kills";
    private static final String SEED = "response.seed";
    // Kills each of the four at least once.
    private static final long DEFAULT_SEED = 6;
    private static final int DEFAULT_KILLS = 6;
    private static final int DEADLINE_S = 5;
    private static final int MAX_AWAY_MS = 3_000;
    private static final Map<String, String> SETTINGS = Map.of(
            "aeron.image.liveness.timeout", "2s",
            "aeron.publication.connection.timeout", "1s",
            "aeron.client.liveness.timeout", "3s");

    @Test
    void theRequesterIsAnsweredAgainEveryTime() {
        int kills = Integer.getInteger(KILLS, DEFAULT_KILLS);
        long seed = Long.getLong(SEED, DEFAULT_SEED);
        Random random = new Random(seed);
        StringBuilder story = new StringBuilder("seed " + seed);
        Class<?> program = OurResponseProgram.class;
        try (ResponsePair pair = ResponsePair.start(Makers.parse("US>US"), program, program, DEADLINE_S, SETTINGS)) {
            pair.awaitAnswer();
            for (int i = 0; i < kills; i++) {
                Part part = Part.values()[random.nextInt(Part.values().length)];
                int awayMs = random.nextBoolean() ? 0 : random.nextInt(MAX_AWAY_MS);
                story.append("\n")
                        .append(i)
                        .append(": ")
                        .append(part)
                        .append(", away ")
                        .append(awayMs)
                        .append(" ms");
                pair.kill(part);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(awayMs));
                pair.restart(part);
                long startNs = System.nanoTime();
                pair.awaitAnswer();
                story.append(", answered after ")
                        .append(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs))
                        .append(" ms");
            }
            long[] counts = pair.end();

            assertThat(counts[0]).as(story.toString()).isPositive();
            assertThat(counts[1] + counts[2]).as(story.toString()).isEqualTo(counts[0]);
            assertThat(pair.requester().output()).noneMatch(line -> line.startsWith("AGAIN"));
        } catch (AssertionError e) {
            throw new AssertionError(story.toString(), e);
        }
        System.out.println(story);
    }
}
