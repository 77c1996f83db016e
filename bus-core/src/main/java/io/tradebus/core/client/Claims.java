package io.tradebus.core.client;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The claims that have a place in one log, or had. Any thread adds, a claim when it comes from another log; the client's
 * conductor looks.
 */
final class Claims {
    private final List<WeakReference<Claim>> known = new ArrayList<>();

    /** Has no effect for a claim that is known. */
    synchronized void add(Claim claim) {
        known.removeIf(each -> each.get() == null);
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).get() == claim) {
                return;
            }
        }
        known.add(new WeakReference<>(claim));
    }

    synchronized boolean hasOpen(AppendLog log) {
        for (WeakReference<Claim> each : known) {
            Claim claim = each.get();
            if (claim != null && claim.isOpenIn(log)) {
                return true;
            }
        }
        return false;
    }
}
