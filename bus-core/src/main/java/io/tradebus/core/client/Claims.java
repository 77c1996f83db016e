package io.tradebus.core.client;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The claims that have places in the logs of one driver, or had. Any thread adds, each claim when it comes from another
 * driver; the client's conductor looks.
 */
final class Claims {
    private final Set<Claim> known = Collections.newSetFromMap(new WeakHashMap<>());

    /** Has no effect for a claim that is known. */
    synchronized void add(Claim claim) {
        known.add(claim);
    }

    /** Whether one of them has a place in the log that is neither committed nor given up. */
    synchronized boolean hasOpen(AppendLog log) {
        for (Claim claim : known) {
            if (claim.isOpenIn(log)) {
                return true;
            }
        }
        return false;
    }
}
