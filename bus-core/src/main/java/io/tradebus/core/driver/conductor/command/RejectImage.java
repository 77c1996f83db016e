package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.NetworkImage;
import io.tradebus.core.driver.conductor.network.NetworkOnDemand;
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
    private final NetworkOnDemand network;
    private final AtomicCounter rejected;
    private final long coolDownNs;
    private final Consumer<String> warnings;

    /**
     * What a client says.
     *
     * @param correlationId the request
     * @param imageId the image, which over IPC is the publication
     * @param reason in the client's words, null if it is too long
     */
    record Rejection(
            long correlationId, long imageId, @Nullable String reason) {}

    /**
     * @param rejected counts rejected images
     * @param coolDownNs nanoseconds during which nobody reads an IPC publication that was rejected
     * @param warnings told of each rejected IPC image; of others the publisher's driver tells
     */
    RejectImage(
            Rejection rejection,
            Resources resources,
            NetworkOnDemand network,
            AtomicCounter rejected,
            long coolDownNs,
            Consumer<String> warnings) {
        this.rejection = rejection;
        this.resources = resources;
        this.network = network;
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
        Network made = network.ifMade();
        NetworkImage image = made == null ? null : made.images().find(rejection.imageId());
        IpcPublication publication = resources.publications().find(rejection.imageId());
        if (image != null) {
            network.get().images().reject(image, reason);
        } else if (publication != null) {
            reject(publication, reason, nowNs);
        } else {
            throw refused("Unable to resolve image for correlationId=" + rejection.imageId());
        }
        rejected.increment();
        resources.events().onOperationSuccess(rejection.correlationId());
        return true;
    }

    private void reject(IpcPublication publication, String reason, long nowNs) {
        warnings.accept("image rejected: registrationId=" + publication.registrationId() + " sessionId="
                + publication.sessionId() + " streamId=" + publication.streamId() + " reason=" + reason);
        resources.events().onPublicationRejected(publication, reason);
        resources.publications().reject(publication, nowNs + coolDownNs);
    }

    private static RequestRefusedException refused(String text) {
        return new RequestRefusedException(ErrorCode.GENERIC_ERROR, text);
    }
}
