package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.IpcPublication;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.control.RejectImageCommand;
import java.util.function.Consumer;
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
    private final Consumer<String> warnings;

    /**
     * What a client says.
     *
     * @param correlationId the request
     * @param imageId registration id of the publication
     * @param reason in the client's words, null if it is too long
     */
    record Rejection(
            long correlationId, long imageId, @Nullable String reason) {}

    /**
     * @param rejected counts rejected images
     * @param warnings told of each rejected image
     */
    RejectImage(
            Rejection rejection,
            Resources resources,
            AtomicCounter rejected,
            long coolDownNs,
            Consumer<String> warnings) {
        this.rejection = rejection;
        this.resources = resources;
        this.rejected = rejected;
        this.coolDownNs = coolDownNs;
        this.warnings = warnings;
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
        warnings.accept("image rejected: registrationId=" + publication.registrationId() + " sessionId="
                + publication.sessionId() + " streamId=" + publication.streamId() + " reason=" + reason);
        resources.events().onPublicationRejected(publication, reason);
        resources.publications().reject(publication, nowNs + coolDownNs);
        resources.events().onOperationSuccess(rejection.correlationId());
        return true;
    }

    private static RequestRefusedException refused(String text) {
        return new RequestRefusedException(ErrorCode.GENERIC_ERROR, text);
    }
}
