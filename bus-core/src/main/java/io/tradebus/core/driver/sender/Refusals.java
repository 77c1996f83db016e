package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.StreamRefusal;
import io.tradebus.core.format.PrintableText;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Passes on to the conductor, and to operators, which receivers refuse the streams of one endpoint. Anybody can make up
 * receivers that refuse: what they say must neither fill the error log nor drown what clients are told. So notices are
 * paced, those that have to wait are kept up to a number, and what is beyond that is only counted.
 */
final class Refusals {
    /** Notices that are passed on at once after a while without any. */
    static final int MAX_BURST = 64;

    /** Nanoseconds between two notices after that. */
    static final long SPACING_NS = 10_000_000L;

    /** Notices that wait at most. */
    static final int MAX_WAITING = 256;

    /** Most refusals that are told in words. */
    private static final int MAX_WARNINGS = 32;

    private final Mailbox<ConductorRequests> conductor;
    private final Consumer<String> warnings;
    private final ArrayDeque<StreamRefusal> waiting = new ArrayDeque<>();
    private int warningCount;
    /** When the allowance is whole again. */
    private long restoredNs;

    Refusals(Mailbox<ConductorRequests> conductor, Consumer<String> warnings, long nowNs) {
        this.conductor = conductor;
        this.warnings = warnings;
        restoredNs = nowNs;
    }

    /** A receiver refuses a stream that it took before. */
    void tell(StreamRefusal refusal, long nowNs) {
        if (warningCount < MAX_WARNINGS) {
            warningCount++;
            warnings.accept("a receiver refused a stream: registration=" + refusal.registrationId() + " destination="
                    + refusal.destinationId() + " session=" + refusal.sessionId() + " stream=" + refusal.streamId()
                    + " " + refusal.receiver() + " code=" + refusal.errorCode() + " reason="
                    + PrintableText.of(refusal.text()));
        }
        if (waiting.size() < MAX_WAITING) {
            waiting.add(refusal);
        }
        passOn(nowNs);
    }

    /** Passes on what waits, as far as there is room and it is time. */
    void passOn(long nowNs) {
        while (!waiting.isEmpty() && mayPass(nowNs)) {
            StreamRefusal refusal = waiting.peek();
            if (!conductor.offer(agent -> agent.onStreamRefused(refusal))) {
                return;
            }
            waiting.remove();
            restoredNs = (restoredNs - nowNs < 0 ? nowNs : restoredNs) + SPACING_NS;
        }
    }

    /** Whether some wait until it is time. */
    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    private boolean mayPass(long nowNs) {
        return restoredNs - nowNs <= (MAX_BURST - 1) * SPACING_NS;
    }
}
