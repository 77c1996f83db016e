package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tradebus.core.config.CongestionConfig;
import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.config.NakConfig;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What runs for each datagram or cycle allocates nothing: bytes are counted by the JVM for this thread. */
class ProtocolAllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 50_000;
    // When the JIT compiles a loop anew it may allocate some bytes once, which no call can be blamed for.
    private static final int ATTEMPTS = 5;
    private static final int FRAME = 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final TestImage image = new TestImage();
    private long nowNs;
    private long calls;

    @Test
    void findingAndAskingForGapsAllocatesNothing() {
        SplittableRandom random = new SplittableRandom(1);
        LossDetector detector = new LossDetector(
                TestImage.TERM_LENGTH,
                TestImage.INITIAL_TERM_ID,
                FeedbackDelays.group(NakConfig.DEFAULT, random::nextDouble),
                GapSettings.of(16, true, true, 1 << 17),
                (termId, termOffset, length) -> calls++);

        assertAllocatesNothing(() -> {
            nowNs += 1_000_000;
            int hole = (int) (calls % 60);
            image.clean(0);
            image.insertFrames(FRAME, hole * FRAME, FRAME);
            image.insertFrames((hole + 1) * FRAME, 62 * FRAME, FRAME);
            detector.track(image.terms, 0, 0, 62 * FRAME, nowNs);
        });
    }

    @Test
    void theRulesOfASenderAllocateNothing() {
        StatusMessage message = new StatusMessage();
        FlowControl flow = FlowControls.create(new FlowControlSettings(FlowControlKind.MIN, 0, 0, 5_000_000, 4));
        RetransmitSchedule schedule =
                RetransmitSchedule.forManyReceivers(16, 0, 10_000_000, (termId, termOffset, length) -> calls++);

        assertAllocatesNothing(() -> {
            nowNs += 100_000;
            calls++;
            message.set(calls % 20, nowNs, 4096).isEndOfStream(calls % 7 == 0);
            flow.onStatusMessage(message, nowNs, nowNs);
            flow.onIdle(nowNs, nowNs);
            schedule.onNak(1, (int) (calls % 64) * FRAME, FRAME, TestImage.TERM_LENGTH, 4096, nowNs);
            schedule.onTick(nowNs);
        });
    }

    @Test
    void theWindowAndTheScheduleOfAReceiverAllocateNothing() {
        CongestionControl window =
                CongestionControls.create("cubic", CongestionConfig.DEFAULT, 1 << 17, 1 << 20, 1408, 0);
        StatusMessageSchedule schedule = new StatusMessageSchedule(0, window.windowLength(), 200_000_000);

        assertAllocatesNothing(() -> {
            nowNs += 100_001;
            calls += 1408;
            boolean isForced = window.onTrack(nowNs, calls, schedule.position(), nowNs % 1000 == 0);
            schedule.onTrack(calls, window.windowLength(), isForced);
            if (schedule.isDue(nowNs)) {
                schedule.onSent(nowNs);
            }
        });
    }

    private void assertAllocatesNothing(Runnable round) {
        for (int i = 0; i < WARM_UP; i++) {
            round.run();
        }
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                round.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(calls).isPositive();
        assertThat(least).isZero();
    }
}
