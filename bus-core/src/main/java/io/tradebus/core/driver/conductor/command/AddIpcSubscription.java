package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.resource.ReadableStream;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSource;
import io.tradebus.core.driver.conductor.resource.SubscriptionTraits;
import java.util.List;

/** Adds an IPC subscription for a client, and links it with the publications that it matches. */
final class AddIpcSubscription extends AddLocalSubscription {
    private final Resources resources;

    AddIpcSubscription(SubscriptionTraits traits, Resources resources) {
        super(traits, resources);
        this.resources = resources;
    }

    @Override
    boolean isPrepared() {
        return true;
    }

    @Override
    StreamSource source() {
        return StreamSource.IPC;
    }

    @Override
    List<? extends ReadableStream> streams() {
        return resources.publications().all();
    }
}
