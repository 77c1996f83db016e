package io.tradebus.core.driver.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of its streams an agent looks at: in each cycle at those that are awake, and at all of them after some time, or when
 * it is told that one may have woken up. So a cycle takes as long as the busy streams need, however many others there are.
 *
 * @param <T> a stream
 */
public final class Rota<T extends Rota.Resting> {
    private final List<T> all;
    private final List<T> awake = new ArrayList<>();
    private final long intervalNs;
    private boolean isAllDue = true;
    private boolean isChoosing;
    private long allDueNs;

    /** One that may be left alone. */
    public interface Resting {
        boolean isResting(long nowNs);
    }

    /**
     * @param all of them, as the owner keeps them; it calls {@link #wake} after each change
     * @param intervalNs nanoseconds between two looks at all of them; 0 to look at all of them in each cycle
     */
    public Rota(List<T> all, long intervalNs) {
        this.all = all;
        this.intervalNs = intervalNs;
    }

    /** All are looked at in the next cycle. */
    public void wake() {
        isAllDue = true;
    }

    /** Begins a cycle: those to look at in it, each of which is {@link #onLookedAt} then; not to be changed meanwhile. */
    public List<T> begin(long nowNs) {
        boolean isForAll = isAllDue || nowNs - allDueNs >= 0;
        isChoosing = isForAll && intervalNs > 0;
        if (!isForAll) {
            return awake;
        }
        isAllDue = intervalNs == 0;
        allDueNs = nowNs + intervalNs;
        awake.clear();
        return all;
    }

    /** Whether some went on to be looked at in each cycle; meaningless if all are anyway. */
    public boolean hasAwake() {
        return !awake.isEmpty();
    }

    /** One was looked at, and goes on to be in each cycle unless it rests. */
    public void onLookedAt(T one, long nowNs) {
        if (isChoosing && !one.isResting(nowNs)) {
            awake.add(one);
        }
    }
}
