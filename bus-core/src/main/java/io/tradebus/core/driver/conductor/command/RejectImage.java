package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.IpcPublication;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.control.RejectImageCommand;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * Ends a stream for all who read it, because one of them cannot make sense of it. They may read on after a while. See
 * docs/driver-behaviour.md#reject-image.
 */
final class RejectImage implements Command {
    private final Rejection rejection;
    private final Resources resources;
    private final AtomicCounter rejected;
    private final long coolDownNs;

    /**
     * What a client says.
     *
     * @param correlationId the request
     * @param imageId registration id of the publication
     * @param reason in the client's words, null if it is too long
     */
    record Rejection(
            long correlationId, long imageId, @Nullable String reason) {}

    /** @param rejected counts rejected images */
    RejectImage(Rejection rejection, Resources resources, AtomicCounter rejected, long coolDownNs) {
        this.rejection = rejection;
        this.resources = resources;
        this.rejected = rejected;
        this.coolDownNs = coolDownNs;
    }

    @Override
    public boolean advance(long nowNs) {
        String reason = rejection.reason();
        if (reason == null) {
            throw refused("Invalidation reason must be " + RejectImageCommand.MAX_REASON_LENGTH + " bytes or less");
        }
        IpcPublication publication = resources.publications().find(rejection.imageId());
        if (publication == null) {
            throw refused("Unable to resolve image for correlationId=" + rejection.imageId());
        }
        rejected.increment();
        resources.events().onPublicationRejected(publication, reason);
        resources.publications().reject(publication, nowNs + coolDownNs);
        resources.events().onOperationSuccess(rejection.correlationId());
        return true;
    }

    private static RequestRefusedException refused(String text) {
        return new RequestRefusedException(ErrorCode.GENERIC_ERROR, text);
    }
}
