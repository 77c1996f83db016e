package io.tradebus.core.driver.conductor.network;

/** What an image is doing, from its first SETUP until its log may be deleted. */
public enum ImageState {
    /** Its log exists; the receiver does not take data for it yet. */
    STARTING,
    /** The receiver rebuilds it, subscribers read it. */
    ACTIVE,
    /** Nothing more comes; subscribers are still reading what came. */
    DRAINING,
    /** Subscribers have been told that it is gone; some may still be reading. */
    LINGERING,
    /** Nobody needs the log any more. */
    DONE;

    /** Whether this state may be followed by {@code next}. */
    public boolean mayBecome(ImageState next) {
        return switch (this) {
            case STARTING -> next == ACTIVE || next == DRAINING; // nobody reads it any more
            case ACTIVE -> next == DRAINING;
            case DRAINING -> next == LINGERING;
            case LINGERING -> next == DONE;
            case DONE -> false;
        };
    }
}
