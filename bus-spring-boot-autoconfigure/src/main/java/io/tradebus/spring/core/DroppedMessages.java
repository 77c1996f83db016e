package io.tradebus.spring.core;

import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.event.RateLimitedWarning;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Gives messages up on the streams that are configured so, and never without a trace: each is counted, and a line now and
 * then says how many. Used by senders, read by any thread; allocates only for a line.
 */
public final class DroppedMessages {
    private static final Log LOG = LogFactory.getLog("bus.stream");

    private final Map<String, Drops> byStream;

    /** Of one stream. The text is made only when the warning is due. */
    private record Drops(LongAdder count, RateLimitedWarning warning, Supplier<String> text) {}

    DroppedMessages(BusRuntimeLifecycle lifecycle) {
        Map<String, Drops> dropping = new HashMap<>();
        for (BusStream stream : lifecycle.streams().all()) {
            if (stream.backPressure().policy() == BackPressure.Policy.DROP_NEWEST) {
                dropping.put(stream.name(), drops(stream.name(), lifecycle));
            }
        }
        byStream = Map.copyOf(dropping);
    }

    private static Drops drops(String stream, BusRuntimeLifecycle lifecycle) {
        var count = new LongAdder();
        return new Drops(count, new RateLimitedWarning(LOG), () -> {
            String limitedBy = lifecycle.limitedBy(stream);
            return stream + ": dropped a message, " + count.sum() + " by now, because the stream is back-pressured"
                    + (limitedBy == null ? "" : " by " + limitedBy) + " (bus.streams." + stream
                    + ".back-pressure=drop-newest)";
        });
    }

    /**
     * What an offer answers: a refusal for back pressure becomes a drop where the stream is configured so.
     *
     * @param result position or negative code of the publisher
     */
    OfferResult answer(String stream, long result) {
        if (result == OfferStatus.BACK_PRESSURED.code()) {
            Drops drops = byStream.get(stream);
            if (drops != null) {
                drops.count().increment();
                drops.warning().warn(drops.text());
                return OfferResult.of(OfferStatus.DROPPED.code());
            }
        }
        return OfferResult.of(result);
    }

    /** Messages of a stream that were dropped since the application started; 0 for a stream that drops none. */
    public long count(String stream) {
        Drops drops = byStream.get(stream);
        return drops == null ? 0 : drops.count().sum();
    }
}
