package io.tradebus.core.driver.media.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The targets of one port that something was refused for. Tells by which path a run goes that is to reach all of them, and
 * forgets those that nothing is sent to any more. Of the thread that owns the port.
 */
final class LoweredTargets {
    private static final SendPath[] PATHS = SendPath.values();

    private final List<SendTarget> targets = new ArrayList<>();
    /** The shortest datagrams that go by each path. */
    private final int[] lengths = new int[PATHS.length];

    private final NanoClock clock;
    private final Consumer<SendTarget> stale;
    private boolean isChanged;
    private long checkNs;

    /**
     * None yet.
     *
     * @param clock asked only while there are some
     * @param stale told of each target that nothing is sent to any more; removes it
     */
    LoweredTargets(NanoClock clock, Consumer<SendTarget> stale) {
        this.clock = clock;
        this.stale = stale;
    }

    void add(SendTarget target) {
        if (targets.isEmpty()) {
            checkNs = clock.nanoTime() + SendTarget.RETRY_NS;
        }
        targets.add(target);
        isChanged = true;
    }

    /** What is refused for one of them is something else now. */
    void onChange() {
        isChanged = true;
    }

    void remove(SendTarget target) {
        targets.remove(target);
        isChanged = true;
    }

    /** The slowest path by which datagrams of a length go to any of them, or null if that is the best one. */
    @Nullable SendPath slowest(int segmentLength) {
        if (targets.isEmpty()) {
            return null;
        }
        removeStale(clock.nanoTime());
        if (isChanged) {
            isChanged = false;
            summarize();
        }
        SendPath slowest = null;
        for (SendPath path : PATHS) {
            slowest = segmentLength >= lengths[path.ordinal()] ? path : slowest;
        }
        return slowest;
    }

    /** A target that is sent to does not stay long behind the time at which it is to be tried again. */
    private void removeStale(long nowNs) {
        if (nowNs - checkNs < 0) {
            return;
        }
        checkNs = nowNs + SendTarget.RETRY_NS;
        for (int i = targets.size() - 1; i >= 0; i--) {
            if (targets.get(i).isRetryDue(nowNs - SendTarget.RETRY_NS)) {
                stale.accept(targets.get(i));
            }
        }
    }

    private void summarize() {
        Arrays.fill(lengths, Integer.MAX_VALUE);
        for (int i = 0; i < targets.size(); i++) {
            SendTarget target = targets.get(i);
            SendPath path = target.lowered();
            if (path != null) {
                lengths[path.ordinal()] = Math.min(lengths[path.ordinal()], target.refusedLength());
            }
        }
    }
}
