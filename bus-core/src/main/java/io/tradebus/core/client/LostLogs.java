package io.tradebus.core.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.status.CountersReader;

/**
 * The logs that publications had when their driver was lost. Several instances of one publication append to the same log,
 * which is told of once. Used under the client's lock.
 */
final class LostLogs {
    /** One log, by the instance that was found first. */
    private record Lost(Publication publication, AppendLog log, long appendedPosition) {
        Lost upTo(long position) {
            return new Lost(publication, log, Math.max(appendedPosition, position));
        }
    }

    private final Map<Long, Lost> byPublicationId = new LinkedHashMap<>();

    /** Adds what one instance has seen of its log, up to a position in bytes. */
    void add(Publication publication, AppendLog log, long appendedPosition) {
        byPublicationId.merge(
                log.description().originalRegistrationId(),
                new Lost(publication, log, appendedPosition),
                (first, next) -> first.upTo(next.appendedPosition));
    }

    /** How far each log had come, by the counters that the driver left behind. */
    List<PublicationLoss> losses(CountersReader counters) {
        List<PublicationLoss> losses = new ArrayList<>();
        for (Lost lost : byPublicationId.values()) {
            LostPositions positions = LostPositions.of(lost.log, lost.appendedPosition, counters);
            losses.add(new PublicationLoss(
                    lost.publication,
                    lost.log.description().sessionId(),
                    positions.consumed(),
                    positions.sent(),
                    lost.appendedPosition));
        }
        return losses;
    }
}
