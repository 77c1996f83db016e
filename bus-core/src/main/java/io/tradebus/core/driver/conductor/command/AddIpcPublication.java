package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.IpcPublication;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.SessionIds;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
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
 * Adds an IPC publication for a client: one that exists and may be shared, or a new one, whose log may take several cycles
 * to create. See docs/driver-behaviour.md#sharing.
 */
final class AddIpcPublication implements Command {
    private enum Step {
        CHOOSE,
        CREATE,
        LINK,
        DONE
    }

    private final PublicationRequest request;
    private final Resources resources;
    private final IpcLogPlan plan;
    private Step step = Step.CHOOSE;
    private @Nullable LogDescription description;
    private @Nullable Deferred<LogFile> creation;
    private @Nullable IpcPublication publication;

    AddIpcPublication(PublicationRequest request, Resources resources, IpcLogPlan plan) {
        this.request = request;
        this.resources = resources;
        this.plan = plan;
    }

    @Override
    public boolean advance(long nowNs) {
        Step before;
        do {
            before = step;
            step = switch (step) {
                case CHOOSE -> choose();
                case CREATE -> create(nowNs);
                case LINK -> link(nowNs);
                case DONE -> step;
            };
        } while (step != before);
        return step == Step.DONE;
    }

    private Step choose() {
        requireUnusedId();
        TaggedPublication.Lookup tagged = this::findTagged;
        PublicationParams params = plan.params(request, tagged);
        IpcPublication shared = findShared(params);
        if (shared != null) {
            params.requireAgreementWith(existing(shared), request.uri());
            resources.clients().ensureKnown(request.clientId());
            publication = shared;
            return Step.LINK;
        }
        params.requireFreeEntityTag(tagged);
        LogDescription chosen = plan.describe(request, params, sessionId(params));
        resources.clients().ensureKnown(request.clientId());
        description = chosen;
        creation = resources.logs().create(chosen);
        return Step.CREATE;
    }

    /** By its id a hold is given back; a second one of that id could never be. */
    private void requireUnusedId() {
        if (resources.links().find(request.correlationId()) != null
                || resources.publications().find(request.correlationId()) != null) {
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
            publication = resources
                    .publications()
                    .add(Objects.requireNonNull(description), log, request.clientId(), request.channel(), nowNs);
        } catch (RuntimeException e) {
            resources.logs().free(log);
            throw e;
        }
        return Step.LINK;
    }

    private Step link(long nowNs) {
        IpcPublication linked = Objects.requireNonNull(publication);
        // The client may have been given up while its log was created; what it now gets must have an owner that can
        // end.
        resources.clients().ensureKnown(request.clientId());
        resources.links().add(request.correlationId(), request.clientId(), linked);
        resources.events().onPublicationReady(request.correlationId(), linked);
        StreamSubscription answered = ResponseChannels.answeredBy(linked, resources);
        if (answered != null) {
            answered.bindToSession(linked.sessionId());
        }
        resources.linker().linkAll(linked, resources.subscriptions().all(), nowNs);
        return Step.DONE;
    }

    private @Nullable IpcPublication findShared(PublicationParams params) {
        return request.isExclusive()
                ? null
                : resources
                        .publications()
                        .findShared(request.streamId(), IpcLogPlan.responseCorrelationId(params.response()));
    }

    private int sessionId(PublicationParams params) {
        Integer wanted = params.sessionId();
        if (wanted == null) {
            return resources.sessionIds().nextAvailable(request.streamId(), SessionIds.IPC);
        }
        if (resources.sessionIds().isInUse(wanted, request.streamId(), SessionIds.IPC)) {
            throw new RequestRefusedException(
                    ErrorCode.INVALID_CHANNEL,
                    "existing publication has clashing sessionId=" + wanted + " for streamId=" + request.streamId()
                            + " channel=" + request.channel());
        }
        return wanted;
    }

    private @Nullable TaggedPublication findTagged(long entityTag) {
        IpcPublication tagged = resources.publications().findByEntityTag(entityTag);
        if (tagged == null) {
            return null;
        }
        LogDescription.Shape shape = tagged.description().shape();
        return new TaggedPublication(tagged.sessionId(), shape.mtuLength(), shape.termLength());
    }

    private static PublicationParams.Existing existing(IpcPublication publication) {
        LogDescription.Shape shape = publication.description().shape();
        LogDescription.Start start = publication.description().start();
        return new PublicationParams.Existing(
                publication.sessionId(),
                shape.mtuLength(),
                shape.termLength(),
                new StartPosition(start.initialTermId(), start.termId(), start.termOffset()));
    }
}
