package io.tradebus.spring.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Messages have been refused for a while because a subscriber does not keep up. */
public final class BusBackPressureEntered extends BusStreamEvent {
    private final Duration lasted;
    private final @Nullable String limitedBy;
    private final long lag;

    public BusBackPressureEntered(Object source, String stream, Duration lasted, @Nullable String limitedBy, long lag) {
        super(source, stream);
        this.lasted = lasted;
        this.limitedBy = limitedBy;
        this.lag = lag;
    }

    /** How long by now. */
    public Duration lasted() {
        return lasted;
    }

    /** Id of the listener that is furthest behind, "remote" for one of another process, null if unknown. */
    public @Nullable String limitedBy() {
        return limitedBy;
    }

    /** Bytes it is behind. */
    public long lag() {
        return lag;
    }

    @Override
    String details() {
        return super.details() + " lasted=" + lasted + " limitedBy=" + limitedBy + " lag=" + lag;
    }
}
