package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.IpcPublication;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.SessionIds;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.channel.PublicationParams;
import io.tradebus.core.format.log.LogDescription;
import org.jspecify.annotations.Nullable;

/** Adds a publication that subscribers of this machine read. */
final class AddIpcPublication extends AddPublication<IpcPublication> {
    AddIpcPublication(PublicationRequest request, Resources resources, LogPlan plan) {
        super(request, resources, plan);
    }

    @Override
    boolean isPrepared(long nowNs) {
        return true;
    }

    @Override
    String sessionChannel() {
        return SessionIds.IPC;
    }

    @Override
    @Nullable IpcPublication findShared(long responseCorrelationId) {
        return resources.publications().findShared(request.streamId(), responseCorrelationId);
    }

    @Override
    void requireAgreement(IpcPublication shared, PublicationParams params) {}

    @Override
    @Nullable IpcPublication findByEntityTag(long entityTag) {
        return resources.publications().findByEntityTag(entityTag);
    }

    @Override
    @Nullable IpcPublication findById(long registrationId) {
        return resources.publications().find(registrationId);
    }

    @Override
    LogDescription.SocketBuffers prepareNew(PublicationParams params) {
        return LogDescription.SocketBuffers.NONE;
    }

    @Override
    IpcPublication add(LogDescription description, LogFile log, long nowNs) {
        return resources.publications().add(description, log, request.clientId(), request.channel(), nowNs);
    }

    @Override
    void onLinked(IpcPublication publication, long nowNs) {
        StreamSubscription answered = ResponseChannels.answeredBy(publication, resources);
        if (answered != null) {
            answered.rebindToSession(publication.sessionId());
        }
        resources.linker().linkAll(publication, resources.subscriptions().all(), nowNs);
    }

    @Override
    void onRefused() {}
}
