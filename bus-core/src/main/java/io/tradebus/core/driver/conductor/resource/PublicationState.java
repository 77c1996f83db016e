package io.tradebus.core.driver.conductor.resource;

/**
 * What a publication is doing, to this machine or to the network, from its first message until its log may be deleted.
 */
public enum PublicationState {
    /** Accepts messages and subscribers. */
    ACTIVE,
    /** Closed by its last owner; what was appended is still being sent, and read by subscribers and spies. */
    DRAINING,
    /** Subscribers have been told that it is gone; kept while somebody holds it, or may ask for what was lost. */
    LINGERING,
    /** Nobody needs the log any more. */
    DONE;

    /** Whether this state may be followed by {@code next}. */
    public boolean mayBecome(PublicationState next) {
        return switch (this) {
            case ACTIVE -> next == DRAINING || next == LINGERING; // LINGERING at once when revoked
            case DRAINING -> next == LINGERING;
            case LINGERING -> next == DONE;
            case DONE -> false;
        };
    }
}
