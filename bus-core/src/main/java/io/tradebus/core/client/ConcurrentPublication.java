package io.tradebus.core.client;

import org.agrona.concurrent.status.ReadablePosition;

/**
 * A publication for any number of threads, here and in other clients: all that add the same channel and stream append
 * to the same log.
 */
public final class ConcurrentPublication extends Publication {
    ConcurrentPublication(
            PublicationDescription description, MappedLog log, ReadablePosition limit, ResourceOwner owner) {
        super(new ConcurrentLog(description, log, limit), owner);
    }

    @Override
    AppendLog open(PublicationDescription description, MappedLog log, ReadablePosition limit) {
        return new ConcurrentLog(description, log, limit);
    }
}
