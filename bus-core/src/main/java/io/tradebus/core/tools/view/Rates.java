package io.tradebus.core.tools.view;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How fast counters change, from one snapshot to the next. Unknown after the first one and after another driver came. */
public final class Rates {
    /** A counter of whom; numbers are used again. */
    private record Identity(int id, int typeId, long registrationId) {
        static Identity of(CounterRow row) {
            return new Identity(row.id(), row.typeId(), row.registrationId());
        }
    }

    private Map<Identity, Long> before = Map.of();
    private Map<Identity, Long> now = Map.of();
    private long elapsedMs;
    private @Nullable Snapshot last;

    /** Takes the next snapshot. */
    public void advance(Snapshot snapshot) {
        boolean isSameDriver = last != null
                && last.driver().startedMs() == snapshot.driver().startedMs()
                && last.driver().pid() == snapshot.driver().pid();
        before = isSameDriver ? now : Map.of();
        elapsedMs = last == null ? 0 : snapshot.takenMs() - last.takenMs();
        now = new HashMap<>();
        for (CounterRow row : snapshot.counters()) {
            now.put(Identity.of(row), row.value());
        }
        last = snapshot;
    }

    /** Change for each second; not a number when it is not known. */
    public double perSecond(@Nullable CounterRow row) {
        Long earlier = row == null || elapsedMs <= 0 ? null : before.get(Identity.of(row));
        return earlier == null || row == null ? Double.NaN : (row.value() - earlier) * 1_000.0 / elapsedMs;
    }
}
