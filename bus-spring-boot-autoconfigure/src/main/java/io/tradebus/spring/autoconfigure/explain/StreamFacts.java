package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.core.runtime.StreamLoss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream at a moment.
 *
 * @param publication null where this application does not publish
 * @param requester null where this application does not ask
 * @param listeners of this application
 * @param losses of its stream id, from the driver's loss report
 * @param isPrivate whether only this application reaches it: it stays at an embedded driver that nobody else uses
 * @param tally of everything that is counted
 * @param nowMs milliseconds since the epoch
 */
record StreamFacts(
        StreamDefinition definition,
        @Nullable PublicationFacts publication,
        @Nullable RequesterFacts requester,
        List<ListenerFacts> listeners,
        List<StreamLoss> losses,
        boolean isPrivate,
        Tally tally,
        long nowMs) {
    String name() {
        return definition.name();
    }

    /** The name of a setting of this stream. */
    String property(String key) {
        return "bus.streams." + name() + "." + key;
    }

    long total(Count count) {
        return tally.total(count);
    }

    long recent(Count count) {
        return tally.recent(count);
    }

    /** Whether nobody can have sent to it yet: only this application can, and opens its side with the first message. */
    boolean isUnused() {
        return isPrivate && publication == null && requester == null;
    }

    boolean isNetwork() {
        return definition.channel().contains("aeron:udp");
    }

    /** What a session lost, if it was lately. */
    @Nullable StreamLoss recentLossOf(int sessionId) {
        return losses.stream()
                .filter(loss -> loss.sessionId() == sessionId && loss.lastMs() > nowMs - RecentCounts.WINDOW_MS)
                .reduce((first, last) -> last)
                .orElse(null);
    }
}
