package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.HeldPublication;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.channel.PublicationParams;
import io.tradebus.core.format.channel.StartPosition;
import io.tradebus.core.format.channel.TaggedPublication;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.log.LogDescription;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds a publication for a client: one that exists and may be shared, or a new one, whose log may take several cycles
 * to create. A subclass says what differs between the media. See
 * docs/driver-behaviour.md#sharing-session-ids-conflicts.
 */
abstract class AddPublication<P extends HeldPublication> implements Command, TaggedPublication.Lookup {
    private enum Step {
        PREPARE,
        CHOOSE,
        CREATE,
        LINK,
        DONE
    }

    final PublicationRequest request;
    final Resources resources;
    private final LogPlan plan;
    private Step step = Step.PREPARE;
    private @Nullable LogDescription description;
    private @Nullable Deferred<LogFile> creation;
    private @Nullable P publication;

    AddPublication(PublicationRequest request, Resources resources, LogPlan plan) {
        this.request = request;
        this.resources = resources;
        this.plan = plan;
    }

    @Override
    public final boolean advance(long nowNs) {
        try {
            Step before;
            do {
                before = step;
                step = switch (step) {
                    case PREPARE -> isPrepared(nowNs) ? Step.CHOOSE : step;
                    case CHOOSE -> choose();
                    case CREATE -> create(nowNs);
                    case LINK -> link(nowNs);
                    case DONE -> step;
                };
            } while (step != before);
            return step == Step.DONE;
        } catch (RuntimeException e) {
            onRefused();
            throw e;
        }
    }

    /** Whether all is known that the request needs; called until it is. */
    abstract boolean isPrepared(long nowNs);

    /** What the channel of the session ids is called. */
    abstract String sessionChannel();

    /** The publication that the request shares, or null. */
    abstract @Nullable P findShared(long responseCorrelationId);

    /** Refuses to share one that differs from what the request says, beyond what all media have in common. */
    abstract void requireAgreement(P shared, PublicationParams params);

    abstract @Nullable HeldPublication findByEntityTag(long entityTag);

    abstract @Nullable HeldPublication findById(long registrationId);

    /** Checks and makes ready what a new publication needs, before its log is created. */
    abstract LogDescription.SocketBuffers prepareNew(PublicationParams params);

    /** Makes the publication of its log. */
    abstract P add(LogDescription description, LogFile log, long nowNs);

    /** Brings those together who now find each other. */
    abstract void onLinked(P publication, long nowNs);

    /** Gives back what was made ready, when the request is refused. */
    abstract void onRefused();

    private Step choose() {
        requireUnusedId();
        PublicationParams params = plan.params(request, this);
        P shared = request.isExclusive() ? null : findShared(LogPlan.responseCorrelationId(params.response()));
        if (shared != null) {
            params.requireAgreementWith(existing(shared), request.uri());
            requireAgreement(shared, params);
            resources.clients().ensureKnown(request.clientId());
            publication = shared;
            return Step.LINK;
        }
        params.requireFreeEntityTag(this);
        int sessionId = sessionId(params);
        LogDescription chosen = plan.describe(request, params, sessionId, prepareNew(params));
        resources.clients().ensureKnown(request.clientId());
        description = chosen;
        creation = resources.logs().create(chosen);
        return Step.CREATE;
    }

    /** By its id a hold is given back; a second one of that id could never be. */
    private void requireUnusedId() {
        if (resources.links().find(request.correlationId()) != null || findById(request.correlationId()) != null) {
            throw new RequestRefusedException(
                    ErrorCode.GENERIC_ERROR,
                    "correlation id is that of a publication already: " + request.correlationId());
        }
    }

    private Step create(long nowNs) {
        Deferred<LogFile> created = Objects.requireNonNull(creation);
        if (!created.isDone()) {
            return Step.CREATE;
        }
        LogFile log = resources.logs().take(created);
        try {
            // The client may have been given up while its log was created; what it now gets must have an owner that can
            // end.
            resources.clients().ensureKnown(request.clientId());
            publication = add(Objects.requireNonNull(description), log, nowNs);
        } catch (RuntimeException e) {
            resources.logs().free(log);
            throw e;
        }
        return Step.LINK;
    }

    private Step link(long nowNs) {
        P linked = Objects.requireNonNull(publication);
        resources.links().add(request.correlationId(), request.clientId(), linked);
        resources.events().onPublicationReady(request.correlationId(), linked);
        onLinked(linked, nowNs);
        return Step.DONE;
    }

    private int sessionId(PublicationParams params) {
        Integer wanted = params.sessionId();
        if (wanted == null) {
            return resources.sessionIds().nextAvailable(request.streamId(), sessionChannel());
        }
        if (resources.sessionIds().isInUse(wanted, request.streamId(), sessionChannel())) {
            throw new RequestRefusedException(
                    ErrorCode.INVALID_CHANNEL,
                    "existing publication has clashing sessionId=" + wanted + " for streamId=" + request.streamId()
                            + " channel=" + request.channel());
        }
        return wanted;
    }

    /** What a publication with a tag gives to this one. */
    @Override
    public final @Nullable TaggedPublication find(long entityTag) {
        HeldPublication found = findByEntityTag(entityTag);
        if (found == null) {
            return null;
        }
        LogDescription.Shape shape = found.description().shape();
        return new TaggedPublication(found.sessionId(), shape.mtuLength(), shape.termLength());
    }

    private static PublicationParams.Existing existing(HeldPublication publication) {
        LogDescription.Shape shape = publication.description().shape();
        LogDescription.Start start = publication.description().start();
        return new PublicationParams.Existing(
                publication.sessionId(),
                shape.mtuLength(),
                shape.termLength(),
                new StartPosition(start.initialTermId(), start.termId(), start.termOffset()));
    }
}
