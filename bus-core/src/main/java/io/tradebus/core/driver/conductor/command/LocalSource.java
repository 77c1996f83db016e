package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.NetworkPublications;
import io.tradebus.core.driver.conductor.network.SpySource;
import io.tradebus.core.driver.conductor.resource.IpcPublications;
import io.tradebus.core.driver.conductor.resource.ReadableStream;
import io.tradebus.core.driver.conductor.resource.StreamSource;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.media.UdpChannel;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A source of streams on this machine, which is known once its names are resolved.
 *
 * @param isKnown whether it is
 * @param source where to look for streams, once it is known
 * @param streams what may come from there
 */
record LocalSource(BooleanSupplier isKnown, Supplier<StreamSource> source, List<? extends ReadableStream> streams) {
    static LocalSource ipc(IpcPublications publications) {
        return new LocalSource(() -> true, () -> StreamSource.IPC, publications.all());
    }

    /** @param resolution what the channel means that is spied on */
    static LocalSource spy(Deferred<UdpChannel> resolution, NetworkPublications publications) {
        return new LocalSource(resolution::isDone, () -> new SpySource(resolution.result()), publications.all());
    }
}
