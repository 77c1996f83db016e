package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.agrona.concurrent.IdleStrategy;

/** Waits until many streams are there or gone, so that those of one measurement are not part of the next. */
final class StreamEnds {
    private static final long POLL_MS = 10;
    private static final long TIMEOUT_S = 120;
    private static final long CONNECT_TIMEOUT_S = 30;

    private StreamEnds() {}

    /** With drivers that let go at once of what was closed, for streams that carry next to nothing. */
    static DriverSettings withShortLives(DriverSettings settings) {
        return settings.with("aeron.publication.linger.timeout", "200ms").with("aeron.image.liveness.timeout", "2s");
    }

    /**
     * The same for many streams that are busy: on few processors a driver may hear of one of them so late that it would take
     * it for gone, and then join it anew somewhere in the middle.
     */
    static DriverSettings withLongLives(DriverSettings settings) {
        return settings.with("aeron.publication.linger.timeout", "200ms")
                .with("aeron.image.liveness.timeout", "20s")
                .with("aeron.publication.connection.timeout", "20s");
    }

    /** Returns once no driver of a pair has a log. */
    static void awaitNone(PeerPair pair) {
        pair.drivers().forEach(driver -> await(() -> isEmpty(driver.directory())));
    }

    private static boolean isEmpty(Path directory) {
        return Stream.of("publications", "images").map(directory::resolve).allMatch(StreamEnds::hasNoFiles);
    }

    private static boolean hasNoFiles(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns once a publication has a subscriber.
     *
     * @throws IllegalStateException if it takes too long
     */
    static void awaitConnected(Lane lane, Outlet outlet, IdleStrategy idle) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONNECT_TIMEOUT_S);
        while (!outlet.isConnected()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException(lane + " did not connect within " + CONNECT_TIMEOUT_S + " s");
            }
            idle.idle();
        }
    }

    /** @throws IllegalStateException if it takes too long */
    static void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("streams did not connect or close within " + TIMEOUT_S + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
    }
}
