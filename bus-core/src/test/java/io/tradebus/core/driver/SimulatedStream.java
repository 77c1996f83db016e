package io.tradebus.core.driver;

import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogLayout;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/** One publication as its publishers and subscribers see it, and what must hold for it. */
final class SimulatedStream {
    private static final int LONGEST_FRAME = 4_000;

    private final DriverHarness driver;
    private final LogFile file;
    private final RawLog log;
    private final int limitId;
    private final Map<Long, AtomicCounter> subscribers = new TreeMap<>();
    private final long window;
    private final long startPosition;
    private long highestConsumed;

    SimulatedStream(DriverHarness driver, long registrationId, int limitId) {
        this.driver = driver;
        this.limitId = limitId;
        log = driver.log(registrationId);
        file = log.file();
        window = LogMetadata.publicationWindowLength(log.metadata());
        startPosition = log.producerPosition();
        highestConsumed = startPosition;
    }

    /** How often the publishers have come back to bytes that were written before. */
    long rounds() {
        return (log.producerPosition() - startPosition) / (LogLayout.PARTITION_COUNT * (long) file.termLength());
    }

    void addSubscriber(long subscriptionId, int counterId) {
        subscribers.put(subscriptionId, new AtomicCounter(driver.control().counterValuesBuffer(), counterId));
        highestConsumed =
                Math.max(highestConsumed, subscribers.get(subscriptionId).get());
    }

    void forgetSubscriber(long subscriptionId) {
        subscribers.remove(subscriptionId);
    }

    /** Publishes some frames while the limit allows, or leaves a claim open for ever. */
    void publish(Random random) {
        if (!log.isConnected()) {
            return;
        }
        for (int i = random.nextInt(20); i > 0 && log.producerPosition() < limit(); i--) {
            int frameLength = DataFrame.HEADER_LENGTH + random.nextInt(LONGEST_FRAME);
            int left = file.termLength() - Positions.termOffset(log.producerPosition(), file.termLength());
            if (DataFrame.alignedLength(frameLength) >= left) {
                log.appendToEndOfTerm();
            } else if (random.nextInt(60) > 0) {
                log.append(frameLength);
            } else if (random.nextBoolean()) {
                log.beginFrame(frameLength);
            } else {
                log.claim(frameLength);
            }
        }
    }

    /** One of the subscribers reads some frames. */
    void read(Random random) {
        for (AtomicCounter position : subscribers.values()) {
            if (random.nextBoolean()) {
                read(position, random.nextInt(60));
            }
        }
    }

    private void read(AtomicCounter counter, int frames) {
        long position = counter.get();
        for (int i = 0; i < frames; i++) {
            int frameLength = frameLengthAt(position);
            if (frameLength <= 0) {
                break;
            }
            position += DataFrame.alignedLength(frameLength);
        }
        counter.setRelease(position);
        highestConsumed = Math.max(highestConsumed, position);
    }

    private int frameLengthAt(long position) {
        UnsafeBuffer term = file.term(Positions.partitionIndex(position, Positions.bitsToShift(file.termLength())));
        return DataFrame.frameLengthAcquire(term, Positions.termOffset(position, file.termLength()));
    }

    void check() {
        long limit = limit();
        long tail = log.producerPosition();
        if (log.endOfStreamPosition() == Long.MAX_VALUE) {
            requireWithinWindow(limit, "the fastest subscriber", highestConsumed);
            subscribers.forEach((id, position) -> requireWithinWindow(limit, "subscriber " + id, position.get()));
        }
        for (long position = tail; position < limit; position += Long.BYTES) {
            UnsafeBuffer term = file.term(Positions.partitionIndex(position, Positions.bitsToShift(file.termLength())));
            if (term.getLong(Positions.termOffset(position, file.termLength())) != 0) {
                throw new AssertionError(
                        "dirty at " + position + " between the tail " + tail + " and the limit " + limit);
            }
        }
    }

    private void requireWithinWindow(long limit, String who, long position) {
        if (limit > position + window) {
            throw new AssertionError("limit " + limit + " leaves " + who + " behind at " + position);
        }
    }

    private long limit() {
        return driver.counters().getCounterValue(limitId);
    }
}
