package io.tradebus.core.client;

import io.tradebus.core.BusException;
import java.util.List;

/**
 * What was lost with a driver. Each publication that had a log at that driver is told of once, also when it was closed
 * before the driver is known to have heard of that. Of several instances that share a publication, the one that is told of
 * is the first that is open.
 *
 * @param cause how the loss was noticed
 * @param isDriverAlive whether the driver goes on and only has given this client up: then it still delivers what it can,
 *     and images of this client have ended
 * @param publications in the order they were added
 * @param images of all subscriptions
 */
public record DriverLoss(
        BusException cause, boolean isDriverAlive, List<PublicationLoss> publications, List<ImageLoss> images) {
    /** Bytes of all publications that may not have been delivered. */
    public long undeliveredLength() {
        long length = 0;
        for (PublicationLoss publication : publications) {
            length += publication.undeliveredLength();
        }
        return length;
    }
}
