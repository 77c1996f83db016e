package io.tradebus.core.driver.exchange;

/**
 * Tells the conductor that streams move again that it may have left alone, at most once a cycle. Belongs to the sender or
 * the receiver.
 */
public final class Stirring {
    /** What the conductor is told. */
    public enum Notice implements Mailbox.Request<ConductorRequests> {
        PUBLICATIONS,
        IMAGES;

        @Override
        public void applyTo(ConductorRequests conductor) {
            if (this == PUBLICATIONS) {
                conductor.onPublicationsStirred();
            } else {
                conductor.onImagesStirred();
            }
        }
    }

    private final Mailbox<ConductorRequests> conductor;
    private final Mailbox.Request<ConductorRequests> notice;
    private boolean hasStirred;

    /** @param notice what the conductor is told */
    public Stirring(Mailbox<ConductorRequests> conductor, Mailbox.Request<ConductorRequests> notice) {
        this.conductor = conductor;
        this.notice = notice;
    }

    /** A stream moves that has not for a while. */
    public void onStirred() {
        hasStirred = true;
    }

    /** Whether the conductor had no room for the notice yet. */
    public boolean isPending() {
        return hasStirred;
    }

    /** Called at the end of each cycle, when what has moved can be seen. Returns whether something has. */
    public boolean endCycle() {
        boolean wasStirred = hasStirred;
        if (wasStirred && conductor.offer(notice)) {
            hasStirred = false;
        }
        return wasStirred;
    }
}
