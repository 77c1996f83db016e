package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.conductor.resource.ImageLinker;
import io.tradebus.core.driver.conductor.resource.LogStore;
import io.tradebus.core.driver.conductor.resource.PublicationState;
import io.tradebus.core.driver.conductor.resource.SessionIds;
import io.tradebus.core.driver.conductor.resource.UntetheredSubscribers;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.SenderRequests;
import io.tradebus.core.driver.protocol.Rota;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * The publications to the network, moved through their states. See docs/driver-behaviour.md#network-publication.
 *
 * <p>The last owner's leaving ends the stream at the tail. The publication then drains until everything is sent or
 * nobody receives any more, and spies have read it all; spies are told that it is gone; and it lingers to answer
 * requests for what was lost. When the sender has let the log go it may be deleted.
 */
public final class NetworkPublications {
    private final List<NetworkPublication> publications = new ArrayList<>();
    private final Rota<NetworkPublication> rota = new Rota<>(publications, NetworkPublication.REST_NS);
    private final SendEndpoints endpoints;
    private final SessionIds sessionIds;
    private final ImageLinker linker;
    private final UntetheredSubscribers untethered;
    private final Mailbox<SenderRequests> sender;
    private final AtomicCounter unblocked;
    private final AtomicCounter revoked;
    private final NetworkObserver observer;
    private final ErrorHandler errors;

    public NetworkPublications(
            SendEndpoints endpoints,
            SessionIds sessionIds,
            ImageLinker linker,
            Mailbox<SenderRequests> sender,
            SystemCounters counters,
            NetworkObserver observer,
            ErrorHandler errors) {
        this.endpoints = endpoints;
        this.sessionIds = sessionIds;
        this.linker = linker;
        this.sender = sender;
        this.observer = observer;
        this.errors = errors;
        untethered = new UntetheredSubscribers(linker, observer);
        unblocked = counters.get(SystemCounter.UNBLOCKED_PUBLICATIONS);
        revoked = counters.get(SystemCounter.PUBLICATIONS_REVOKED);
    }

    /** All of them, in the order in which they were added; not to be changed. */
    public List<NetworkPublication> all() {
        return publications;
    }

    /** A publication was created and handed to the sender; from now on nobody else gets its session. */
    void add(NetworkPublication publication) {
        publication.endpoint().addPublication();
        sessionIds.use(publication.sessionId(), publication.streamId(), channelOf(publication));
        publications.add(publication);
        rota.wake();
        observer.onPublicationAdded(
                publication.registrationId(),
                publication.sessionId(),
                publication.streamId(),
                publication.log().channel());
    }

    /** The publication that a request to share one gets: by that endpoint, of that stream, for the same response. */
    public @Nullable NetworkPublication findShared(SendEndpoint endpoint, int streamId, long responseCorrelationId) {
        for (int i = 0; i < publications.size(); i++) {
            NetworkPublication publication = publications.get(i);
            if (publication.state() == PublicationState.ACTIVE
                    && !publication.isExclusive()
                    && !publication.isRevoked()
                    && publication.endpoint() == endpoint
                    && publication.streamId() == streamId
                    && publication.description().responseCorrelationId() == responseCorrelationId) {
                return publication;
            }
        }
        return null;
    }

    /** The publication that was created by the request with that correlation id, and is not done. */
    public @Nullable NetworkPublication find(long registrationId) {
        for (int i = 0; i < publications.size(); i++) {
            if (publications.get(i).registrationId() == registrationId) {
                return publications.get(i);
            }
        }
        return null;
    }

    /** The publication with that tag. */
    public @Nullable NetworkPublication findByEntityTag(long entityTag) {
        for (int i = 0; i < publications.size(); i++) {
            if (publications.get(i).description().entityTag() == entityTag) {
                return publications.get(i);
            }
        }
        return null;
    }

    /** The sender says that one may have moved that was left alone. */
    void wake() {
        rota.wake();
    }

    /** Follows the sender and moves limits. Called each cycle. */
    public int track(long nowNs) {
        int workCount = 0;
        List<NetworkPublication> due = rota.begin(nowNs);
        for (int i = 0; i < due.size(); i++) {
            NetworkPublication publication = due.get(i);
            workCount += track(publication, nowNs);
            rota.onLookedAt(publication, nowNs);
        }
        return workCount;
    }

    /** Whether there is none to follow before the sender says so or a publisher finds no room. */
    boolean isQuiet(long nowNs) {
        for (int i = 0; i < publications.size(); i++) {
            if (!publications.get(i).isQuiet(nowNs)) {
                return false;
            }
        }
        return true;
    }

    /** What is wrong in one log, which its clients can write to, does not stop the others. */
    private int track(NetworkPublication publication, long nowNs) {
        try {
            return publication.track(nowNs);
        } catch (RuntimeException e) {
            errors.onError(e);
            return 0;
        }
    }

    /** Does what is due, and hands on the logs of the publications that are done. */
    public void onTick(long nowNs, LogStore logs) {
        for (int i = publications.size() - 1; i >= 0; i--) {
            NetworkPublication publication = publications.get(i);
            tick(publication, nowNs);
            if (publication.state() == PublicationState.DONE
                    && publication.signals().isReleasedAcquire()) {
                publications.remove(i);
                rota.wake();
                publication.close();
                logs.free(publication.log().file());
            }
        }
    }

    /** What fails in one stream does not keep the others waiting. */
    private void tick(NetworkPublication publication, long nowNs) {
        try {
            switch (publication.state()) {
                case ACTIVE -> whileActive(publication, nowNs);
                case DRAINING -> whileDraining(publication, nowNs);
                case LINGERING -> whileLingering(publication, nowNs);
                case DONE -> {}
            }
        } catch (RuntimeException e) {
            publication.giveUp();
            errors.onError(e);
        }
    }

    private void whileActive(NetworkPublication publication, long nowNs) {
        if (publication.isRevoked()) {
            publication.closeLog();
            publication.tellConnected(false);
            publication.signals().revokeRelease();
            publication.signals().endStreamRelease();
            revoked.increment();
            linker.announceUnavailable(publication);
            // Lingering counts from when something last happened, so that a revoked stream may be gone soon.
            become(publication, PublicationState.LINGERING);
            return;
        }
        untethered.onTick(publication, nowNs);
        if (!publication.isExclusive() && publication.isStalled(nowNs)) {
            long position = publication.senderPosition();
            countIf(publication.unblock(position), publication, position);
        }
    }

    private void whileDraining(NetworkPublication publication, long nowNs) {
        if (publication.isSent()) {
            publication.signals().endStreamRelease();
        } else if (skipClaimForSender(publication, nowNs)
                || publication.signals().hasReceiversAcquire()) {
            return;
        }
        // Without receivers nobody will ever take what is left, but spies read it.
        if (!publication.isReadBySpies()) {
            long position = publication.readPosition();
            countIf(publication.skipClaimForSpies(nowNs), publication, position);
            return;
        }
        publication.tellConnected(false);
        linker.announceUnavailable(publication);
        publication.noteActivity(nowNs);
        become(publication, PublicationState.LINGERING);
    }

    private void whileLingering(NetworkPublication publication, long nowNs) {
        long lingerNs = publication.description().timeouts().lingerNs();
        boolean isOver =
                publication.signals().isUnicastEndHeardAcquire() || nowNs - publication.activityNs() > lingerNs;
        if (publication.references() > 0 || !isOver) {
            return;
        }
        linker.unlinkAll(publication);
        become(publication, PublicationState.DONE);
        sessionIds.release(publication.sessionId(), publication.streamId(), channelOf(publication));
        long registrationId = publication.registrationId();
        sender.post(agent -> agent.removeStream(registrationId));
        endpoints.release(publication.endpoint());
    }

    private boolean skipClaimForSender(NetworkPublication publication, long nowNs) {
        long position = publication.senderPosition();
        boolean isSkipped = publication.skipClaimForSender(nowNs);
        countIf(isSkipped, publication, position);
        return isSkipped;
    }

    private void countIf(boolean isUnblocked, NetworkPublication publication, long position) {
        if (isUnblocked) {
            unblocked.increment();
            observer.onPublicationUnblocked(publication.registrationId(), position);
        }
    }

    private void become(NetworkPublication publication, PublicationState next) {
        PublicationState before = publication.state();
        publication.become(next);
        observer.onPublicationState(publication.registrationId(), before, next);
    }

    private static String channelOf(NetworkPublication publication) {
        return publication.endpoint().channel().canonicalForm();
    }

    /** Hands on all logs, when the driver closes. Counters stay: clients read from them how far streams had come. */
    void closeAll(LogStore logs) {
        for (NetworkPublication publication : publications) {
            logs.free(publication.log().file());
        }
        publications.clear();
        rota.wake();
    }
}
