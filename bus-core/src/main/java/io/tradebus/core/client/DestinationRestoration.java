package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.client.Destinations.Destination;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.control.CommandType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Adds destinations to the driver that a client has just attached to, once it has what they belong to: each of them once,
 * however many publications and subscriptions share its endpoint. Used under the client's lock.
 *
 * <p>A driver that lived on while the client was away may still have them, at an endpoint that others use or that has not
 * ended yet. It is told to remove those of the network first, which it does without complaint if they are not there.
 */
final class DestinationRestoration {
    private final Attachment attachment;
    private final Registrations registrations;
    private final PendingRequests pending;
    private final boolean isSameDriver;
    private final Queue<Registration> owners = new ArrayDeque<>();
    private final List<Refused> refused = new ArrayList<>();
    private int open;

    /** One that the driver is to be asked for again later. */
    private record Refused(Registration owner, Destination destination) {}

    DestinationRestoration(
            Attachment attachment, Registrations registrations, PendingRequests pending, boolean isSameDriver) {
        this.attachment = attachment;
        this.registrations = registrations;
        this.pending = pending;
        this.isSameDriver = isSameDriver;
    }

    /** The driver has something again whose destinations it may not have. */
    void add(Registration owner) {
        owners.add(owner);
    }

    /** The driver has refused one that it may accept later. */
    void addRefused(Registration owner, Destination destination) {
        refused.add(new Refused(owner, destination));
    }

    /** It is later. What is on its way to the driver with the same endpoint asks for them when it is there. */
    void addRefusedAgain() {
        for (Refused each : refused) {
            Destination destination = each.destination();
            destination.detach();
            Registration owner = registrations.ownerOf(destination, each.owner());
            if (owner != null) {
                owners.add(owner);
            }
        }
        refused.clear();
    }

    /** The driver has answered the request for one. */
    void onAnswer() {
        open--;
    }

    /** Sends what was not sent yet, as far as there is room for commands. */
    void send(long deadlineNs) {
        while (!owners.isEmpty() && sendAll(owners.element(), deadlineNs)) {
            owners.remove();
        }
    }

    boolean areDone() {
        return open == 0 && owners.isEmpty() && refused.isEmpty();
    }

    /** Returns whether there was room for all; what is closed has none to add. */
    private boolean sendAll(Registration owner, long deadlineNs) {
        if (!registrations.has(owner)) {
            return true;
        }
        try {
            for (Destination destination : owner.detachedDestinations()) {
                send(owner, destination, deadlineNs);
            }
            return true;
        } catch (BusException full) {
            return false;
        }
    }

    private void send(Registration owner, Destination destination, long deadlineNs) {
        DriverCommands commands = attachment.commands();
        Publication publication = owner.publication();
        long id;
        if (publication != null) {
            long ownerId = publication.originalRegistrationId();
            if (isSameDriver) {
                commands.removeDestination(ownerId, destination.driverId());
            }
            id = commands.changeDestination(CommandType.ADD_DESTINATION, ownerId, destination.channel);
        } else {
            if (isSameDriver && !ChannelUri.isLocal(destination.channel)) {
                commands.changeDestination(CommandType.REMOVE_RCV_DESTINATION, owner.driverId(), destination.channel);
            }
            id = commands.changeDestination(CommandType.ADD_RCV_DESTINATION, owner.driverId(), destination.channel);
        }
        destination.onAsked(id);
        pending.add(PendingRequest.destinationAgain(owner, destination, id, deadlineNs));
        open++;
    }
}
