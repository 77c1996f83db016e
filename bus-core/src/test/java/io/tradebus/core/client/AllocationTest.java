package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.client.ControlledFragmentHandler.Action;
import io.tradebus.core.format.log.DirectBufferVector;
import io.tradebus.core.format.log.TermCleaner;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The hot path allocates nothing: bytes are counted by the JVM for this thread, over a million messages that are
 * published and read after warming up. The log is in plain memory and cleaned as the driver does.
 */
class AllocationTest {
    private static final int WARM_UP = 200_000;
    private static final int MESSAGES = 1_000_000;
    // When the JIT compiles a loop anew it may allocate some bytes once, which no message can be blamed for.
    private static final int ATTEMPTS = 5;
    private static final int LENGTH = 100;
    private static final int FRAGMENTED_LENGTH = 3000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Publishes one message. */
    interface Publishing {
        long publish();
    }

    /** Reads what there is and returns fragments, or bytes. */
    interface Reading {
        long read();
    }

    private final TestLog log = new TestLog();
    private long cleaned;
    private long received;
    private int runs;

    static Stream<String> ways() {
        return Stream.of(
                "concurrent offer",
                "exclusive offer",
                "concurrent two-part offer",
                "exclusive two-part offer",
                "concurrent vectored offer",
                "exclusive vectored offer",
                "concurrent reserved offer",
                "concurrent claim",
                "exclusive claim",
                "concurrent batch",
                "exclusive batch",
                "concurrent fragmented",
                "exclusive fragmented");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void publishingAndPollingAllocatesNothing(String way) {
        boolean isFragmented = way.endsWith("fragmented");
        FragmentAssembler assembler = new FragmentAssembler((buffer, offset, length, header) -> received += length);
        Subscription subscription = log.subscription("aeron:ipc");
        subscription.addImage(log.image());

        assertAllocatesNothing(publishing(way), () -> subscription.poll(assembler, 10), subscription.imageAtIndex(0));

        assertThat(received)
                .isEqualTo((WARM_UP + runs * MESSAGES) * (long) (isFragmented ? FRAGMENTED_LENGTH : LENGTH));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormOfPollAllocatesNothing(String form) {
        Image image = log.image();

        assertAllocatesNothing(publishing("exclusive offer"), reading(form, image), image);

        assertThat(received).isGreaterThanOrEqualTo((WARM_UP + runs * MESSAGES) * (long) LENGTH);
    }

    static Stream<String> forms() {
        return Stream.of("poll", "controlled", "controlled assembled", "bounded", "bounded controlled", "block");
    }

    private void assertAllocatesNothing(Publishing publishing, Reading reading, Image image) {
        log.connect(TestLog.TERM_LENGTH / 2);
        exchange(publishing, reading, image, WARM_UP);
        long leastAllocated = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && leastAllocated > 0; i++) {
            long before = allocatedBytes();
            exchange(publishing, reading, image, MESSAGES);
            leastAllocated = Math.min(leastAllocated, allocatedBytes() - before);
            runs = i + 1;
        }

        assertThat(log.owner.errors).isEmpty();
        assertThat(leastAllocated).isZero();
    }

    private static long allocatedBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private void exchange(Publishing publishing, Reading reading, Image image, int count) {
        for (int sent = 0; sent < count; ) {
            long result = publishing.publish();
            if (result > 0) {
                sent++;
            } else if (result == Publication.BACK_PRESSURED) {
                drain(reading, image);
            } else {
                requireAdminAction(result);
            }
        }
        drain(reading, image);
    }

    private void drain(Reading reading, Image image) {
        long before;
        do {
            before = image.position();
            reading.read();
        } while (image.position() != before);
        clean(before);
        log.limit.setRelease(before + TestLog.TERM_LENGTH / 2);
    }

    private void clean(long position) {
        while (cleaned < position) {
            int offset = (int) cleaned & (TestLog.TERM_LENGTH - 1);
            int length = (int) Math.min(position - cleaned, TestLog.TERM_LENGTH - offset);
            TermCleaner.clean(log.terms[(int) (cleaned / TestLog.TERM_LENGTH % 3)], offset, length);
            cleaned += length;
        }
    }

    private static void requireAdminAction(long result) {
        if (result != Publication.ADMIN_ACTION) {
            throw new AssertionError("unexpected result " + result);
        }
    }

    private Publishing publishing(String way) {
        Publication publication = way.startsWith("exclusive") ? log.exclusive() : log.concurrent();
        UnsafeBuffer message = new UnsafeBuffer(new byte[FRAGMENTED_LENGTH]);
        Claim claim = new Claim();
        MessageBatch batch = new MessageBatch(1024);
        DirectBufferVector[] parts = {
            new DirectBufferVector(message, 0, 40), new DirectBufferVector(message, 40, LENGTH - 40)
        };
        return switch (way.substring(way.indexOf(' ') + 1)) {
            case "offer" -> () -> publication.offer(message, 0, LENGTH);
            case "two-part offer" -> () -> publication.offer(message, 0, 40, message, 40, LENGTH - 40);
            case "vectored offer" -> () -> publication.offer(parts);
            case "reserved offer" ->
                () -> publication.offer(message, 0, LENGTH, (term, termOffset, frameLength) -> termOffset);
            case "claim" ->
                () -> {
                    long result = publication.tryClaim(LENGTH, claim);
                    if (result > 0) {
                        claim.buffer().putLong(claim.offset(), result);
                        claim.commit();
                    }
                    return result;
                };
            case "batch" ->
                () -> {
                    // Each message is one that was published, the last of three with the batch.
                    if (batch.size() < 3) {
                        batch.add(message, 0, LENGTH);
                    }
                    return batch.size() < 3 ? 1 : publication.offer(batch);
                };
            case "fragmented" -> () -> publication.offer(message, 0, FRAGMENTED_LENGTH);
            default -> throw new IllegalArgumentException(way);
        };
    }

    private Reading reading(String form, Image image) {
        FragmentHandler handler = (buffer, offset, length, header) -> received += length;
        ControlledFragmentHandler controlled = (buffer, offset, length, header) -> {
            received += length;
            return header.termOffset() % 3 == 0 ? Action.COMMIT : Action.CONTINUE;
        };
        ControlledFragmentAssembler assembled = new ControlledFragmentAssembler(controlled);
        BlockHandler blocks = (buffer, offset, length, sessionId, termId) -> received += length;
        return switch (form) {
            case "poll" -> () -> image.poll(handler, 10);
            case "controlled" -> () -> image.controlledPoll(controlled, 10);
            case "controlled assembled" -> () -> image.controlledPoll(assembled, 10);
            case "bounded" -> () -> image.boundedPoll(handler, Long.MAX_VALUE, 10);
            case "bounded controlled" -> () -> image.boundedControlledPoll(controlled, Long.MAX_VALUE, 10);
            case "block" -> () -> image.blockPoll(blocks, TestLog.TERM_LENGTH);
            default -> throw new IllegalArgumentException(form);
        };
    }
}
