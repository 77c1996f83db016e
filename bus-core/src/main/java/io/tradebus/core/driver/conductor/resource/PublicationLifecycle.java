package io.tradebus.core.driver.conductor.resource;

import org.agrona.concurrent.status.AtomicCounter;

/**
 * Moves IPC publications through their states. See docs/driver-behaviour.md#ipc-publication.
 *
 * <p>The last owner's leaving ends the stream at the tail. The publication then drains until every subscriber has read
 * to the end; subscribers are told that it is gone; and when nobody holds it any more it is done, and its log may be
 * deleted. A revoked publication does not drain.
 */
public final class PublicationLifecycle {
    private final ImageLinker linker;
    private final Subscriptions subscriptions;
    private final SessionIds sessionIds;
    private final UntetheredSubscribers untethered;
    private final AtomicCounter unblocked;
    private final AtomicCounter revoked;

    /**
     * @param unblocked counts claims that were skipped
     * @param revoked counts publications that were revoked
     */
    public PublicationLifecycle(
            ImageLinker linker,
            Subscriptions subscriptions,
            SessionIds sessionIds,
            AtomicCounter unblocked,
            AtomicCounter revoked,
            ResourceObserver observer) {
        this.linker = linker;
        this.subscriptions = subscriptions;
        this.sessionIds = sessionIds;
        this.unblocked = unblocked;
        this.revoked = revoked;
        untethered = new UntetheredSubscribers(linker, observer);
    }

    /** A publication was created; from now on nobody else gets its session. */
    void onAdded(IpcPublication publication) {
        sessionIds.use(publication.sessionId(), publication.streamId(), SessionIds.IPC);
    }

    /** A subscriber will not read on: all are unlinked, and linked again when the cool-down is over. */
    public void reject(IpcPublication publication, long deadlineNs) {
        publication.coolDownUntil(deadlineNs);
        linker.announceUnavailable(publication);
        linker.unlinkAll(publication);
    }

    /** Does what is due. Called each timer pass. */
    void onTick(IpcPublication publication, long nowNs) {
        switch (publication.state()) {
            case ACTIVE -> whileActive(publication, nowNs);
            case DRAINING -> whileDraining(publication, nowNs);
            case LINGERING -> whileLingering(publication);
            case DONE -> {}
        }
    }

    private void whileActive(IpcPublication publication, long nowNs) {
        if (publication.isRevoked()) {
            publication.endStream();
            revoked.increment();
            linger(publication);
            return;
        }
        untethered.onTick(publication, nowNs);
        publication.onSubscribersChanged();
        if (publication.endsCoolDown(nowNs)) {
            linker.linkAll(publication, subscriptions.all(), nowNs);
        }
        if (!publication.isExclusive() && publication.isStalled(nowNs)) {
            countIf(publication.unblock());
        }
    }

    private void whileDraining(IpcPublication publication, long nowNs) {
        if (publication.isDrained()) {
            linger(publication);
        } else {
            // Nobody can commit any more what is claimed, so there is no reason to wait for it.
            countIf(publication.skipClaim(nowNs));
        }
    }

    private void whileLingering(IpcPublication publication) {
        if (publication.references() == 0) {
            linker.unlinkAll(publication);
            publication.become(PublicationState.DONE);
        }
    }

    private void linger(IpcPublication publication) {
        sessionIds.release(publication.sessionId(), publication.streamId(), SessionIds.IPC);
        publication.become(PublicationState.LINGERING);
        publication.onSubscribersChanged();
        linker.announceUnavailable(publication);
    }

    private void countIf(boolean isUnblocked) {
        if (isUnblocked) {
            unblocked.increment();
        }
    }
}
