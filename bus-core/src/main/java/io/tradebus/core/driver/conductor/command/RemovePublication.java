package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.PublicationLink;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.format.control.ErrorCode;

/** Ends a client's hold on a publication. If it is revoked, it ends for all who hold it. */
final class RemovePublication implements Command {
    private final long correlationId;
    private final long registrationId;
    private final boolean isRevoke;
    private final Resources resources;

    RemovePublication(long correlationId, long registrationId, boolean isRevoke, Resources resources) {
        this.correlationId = correlationId;
        this.registrationId = registrationId;
        this.isRevoke = isRevoke;
        this.resources = resources;
    }

    @Override
    public boolean advance(long nowNs) {
        PublicationLink link = resources.links().find(registrationId);
        if (link == null) {
            throw new RequestRefusedException(ErrorCode.UNKNOWN_PUBLICATION, "unknown publication: " + registrationId);
        }
        if (isRevoke) {
            link.publication().revoke();
        }
        resources.links().remove(link);
        resources.events().onOperationSuccess(correlationId);
        return true;
    }
}
