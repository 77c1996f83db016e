package io.tradebus.core.driver.conductor.resource;

/** What becomes of an untethered subscriber that does not keep up. A tethered one is always {@link #ACTIVE}. */
public enum TetherState {
    /** Reads, and holds the publisher up. */
    ACTIVE,
    /** Has been told that its image is gone; still holds the publisher up, so that it may finish reading. */
    LINGERING,
    /** Holds nobody up until it may join again. */
    RESTING,
    /** Set aside for good. */
    DROPPED;

    /** Whether this state may be followed by {@code next}. */
    public boolean mayBecome(TetherState next) {
        return switch (this) {
            case ACTIVE -> next == LINGERING;
            case LINGERING -> next == RESTING || next == DROPPED;
            case RESTING -> next == ACTIVE;
            case DROPPED -> false;
        };
    }
}
