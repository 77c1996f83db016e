package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.counters.StreamKey;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** The IPC publications. */
public final class IpcPublications {
    private final List<IpcPublication> publications = new ArrayList<>();
    private final PublicationLifecycle lifecycle;
    private final CountersManager counters;
    private final long unblockTimeoutNs;
    private final ResourceObserver observer;
    private final ErrorHandler errors;

    /** @param unblockTimeoutNs nanoseconds until a claim that was never committed is skipped */
    public IpcPublications(
            PublicationLifecycle lifecycle,
            CountersManager counters,
            long unblockTimeoutNs,
            ResourceObserver observer,
            ErrorHandler errors) {
        this.lifecycle = lifecycle;
        this.counters = counters;
        this.unblockTimeoutNs = unblockTimeoutNs;
        this.observer = observer;
        this.errors = errors;
    }

    /** All of them, in the order in which they were added; not to be changed. */
    public List<IpcPublication> all() {
        return publications;
    }

    /**
     * Adds a publication for a log that was just created. Its counters belong to the client that asked first.
     *
     * @param channel the channel in that client's words
     */
    public IpcPublication add(LogDescription description, LogFile log, long clientId, String channel, long nowNs) {
        StreamKey key =
                new StreamKey(description.registrationId(), description.sessionId(), description.streamId(), channel);
        boolean isExclusive = description.kind() == LogKind.EXCLUSIVE_PUBLICATION;
        PublicationCounters streamCounters = PublicationCounters.allocate(counters, isExclusive, clientId, key);
        IpcPublication publication =
                new IpcPublication(description, log, streamCounters, unblockTimeoutNs, observer, nowNs);
        publications.add(publication);
        lifecycle.onAdded(publication);
        observer.onPublicationAdded(
                description.registrationId(), description.sessionId(), description.streamId(), channel);
        return publication;
    }

    /** A subscriber will not read on; nobody reads the publication until the deadline. */
    public void reject(IpcPublication publication, long deadlineNs) {
        lifecycle.reject(publication, deadlineNs);
    }

    /** The publication that a request to share one gets: of that stream, and for the same response. */
    public @Nullable IpcPublication findShared(int streamId, long responseCorrelationId) {
        for (int i = 0; i < publications.size(); i++) {
            IpcPublication publication = publications.get(i);
            if (publication.state() == PublicationState.ACTIVE
                    && !publication.isExclusive()
                    && !publication.isRevoked()
                    && publication.streamId() == streamId
                    && publication.description().responseCorrelationId() == responseCorrelationId) {
                return publication;
            }
        }
        return null;
    }

    /** The publication that was created by the request with that correlation id, and is not done. */
    public @Nullable IpcPublication find(long registrationId) {
        for (int i = 0; i < publications.size(); i++) {
            if (publications.get(i).registrationId() == registrationId) {
                return publications.get(i);
            }
        }
        return null;
    }

    /** The publication with that tag. */
    public @Nullable IpcPublication findByEntityTag(long entityTag) {
        for (int i = 0; i < publications.size(); i++) {
            if (publications.get(i).description().entityTag() == entityTag) {
                return publications.get(i);
            }
        }
        return null;
    }

    /** Follows subscribers and moves limits. Called each cycle. */
    public int trackPositions(long nowNs) {
        int workCount = 0;
        for (int i = 0; i < publications.size(); i++) {
            workCount += track(publications.get(i), nowNs);
        }
        return workCount;
    }

    /** Whether there is none to follow before a publisher finds no room. */
    public boolean isQuiet(long nowNs) {
        for (int i = 0; i < publications.size(); i++) {
            if (!publications.get(i).isQuiet(nowNs)) {
                return false;
            }
        }
        return true;
    }

    /** What is wrong in one log, which its clients can write to, does not stop the others. */
    private int track(IpcPublication publication, long nowNs) {
        try {
            return publication.trackPositions(nowNs);
        } catch (RuntimeException e) {
            errors.onError(e);
            return 0;
        }
    }

    /** Does what is due, and hands on the logs of the publications that are done. */
    public void onTick(long nowNs, LogStore logs) {
        for (int i = publications.size() - 1; i >= 0; i--) {
            IpcPublication publication = publications.get(i);
            tick(publication, nowNs);
            if (publication.state() == PublicationState.DONE) {
                publications.remove(i);
                logs.free(publication.close());
            }
        }
    }

    /** What fails in one stream does not keep the others waiting. */
    private void tick(IpcPublication publication, long nowNs) {
        try {
            lifecycle.onTick(publication, nowNs);
        } catch (RuntimeException e) {
            publication.giveUp();
            errors.onError(e);
        }
    }

    /** Hands on all logs, when the driver closes. Counters stay: clients read from them how far streams had come. */
    public void closeAll(LogStore logs) {
        for (IpcPublication publication : publications) {
            logs.free(publication.file());
        }
        publications.clear();
    }
}
