package io.tradebus.core.driver.protocol;

import io.tradebus.core.config.NakConfig;
import io.tradebus.core.format.channel.GroupMode;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Makes feedback delays. */
public final class FeedbackDelays {
    private FeedbackDelays() {}

    /**
     * Whether a receiver of a stream acts as one of many.
     *
     * @param group what the subscription says
     * @param isMulticast whether the channel is
     * @param isGroupBySender whether the setup says that there are many receivers
     */
    public static boolean hasGroupSemantics(GroupMode group, boolean isMulticast, boolean isGroupBySender) {
        return switch (group) {
            case TRUE -> true;
            case FALSE -> false;
            case INFER -> isMulticast || isGroupBySender;
        };
    }

    /**
     * For a stream whose gaps are filled and not asked for.
     *
     * @return a delay that is always 0
     */
    public static FeedbackDelay none() {
        return new FixedDelay(0, 0);
    }

    /**
     * For a receiver that is the only one.
     *
     * @param nakDelayNs what the channel says, at least 0, or null
     */
    public static FeedbackDelay unicast(NakConfig config, @Nullable Long nakDelayNs) {
        long firstNs = nakDelayNs == null ? config.unicastDelayNs() : nakDelayNs;
        long baseNs = Math.max(firstNs, FixedDelay.MIN_BASE_NS);
        long ratio = config.unicastRetryDelayRatio();
        long retryNs = baseNs > FixedDelay.MAX_NS / ratio ? FixedDelay.MAX_NS : baseNs * ratio;
        return new FixedDelay(Math.min(firstNs, FixedDelay.MAX_NS), retryNs);
    }

    /**
     * For one receiver of many.
     *
     * @param uniform numbers from 0 to 1, 1 excluded, evenly distributed
     */
    public static FeedbackDelay group(NakConfig config, DoubleSupplier uniform) {
        return new GroupDelay(config.multicastMaxBackoffNs(), config.multicastGroupSize(), uniform);
    }

    /** Waits the same each time. */
    private record FixedDelay(long firstDelayNs, long retryDelayNs) implements FeedbackDelay {
        /** The delay that is repeated is never shorter, even where the first one is. */
        static final long MIN_BASE_NS = 1_000;

        /** Longer than any stream waits, and short enough to be added to a clock. */
        static final long MAX_NS = Long.MAX_VALUE / 4;
    }
}
