package io.tradebus.core.driver.conductor;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.files.LogFile;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/**
 * What is done once each timer interval: the driver shows that it is alive, then everything that can time out is looked
 * at. Clients come first, so that what a dead one had begins to go in the same pass.
 */
public final class TimerPass {
    private final Resources resources;
    private final RingWatch ringWatch;
    private final PassParts parts;

    /** @param watch looks after what is not the conductor's */
    public TimerPass(Resources resources, Network network, RingBuffer ring, RingWatch ringWatch, Runnable watch) {
        this.resources = resources;
        this.ringWatch = ringWatch;
        LongConsumer releaseClient = this::releaseClient;
        Consumer<LogFile> freeLog = resources.logs()::free;
        parts = new PassParts(
                (nowNs, nowMs) -> ring.consumerHeartbeatTime(nowMs),
                (nowNs, nowMs) -> resources.clients().onTick(nowMs, releaseClient),
                (nowNs, nowMs) -> network.onTick(nowNs, freeLog),
                (nowNs, nowMs) -> resources.publications().onTick(nowNs, freeLog),
                (nowNs, nowMs) -> linkMissing(network, nowNs),
                (nowNs, nowMs) -> resources.logs().onTick(),
                (nowNs, nowMs) -> ringWatch.onTick(nowNs),
                (nowNs, nowMs) -> watch.run());
    }

    void onStart(long nowNs) {
        ringWatch.onStart(nowNs);
    }

    /** Does all of it, then throws what failed first. */
    void run(long nowNs, long nowMs) {
        parts.run(nowNs, nowMs);
    }

    private void linkMissing(Network network, long nowNs) {
        if (resources.linker().isIncomplete()) {
            resources
                    .linker()
                    .linkMissing(
                            List.of(
                                    resources.publications().all(),
                                    network.publications().all(),
                                    network.images().all()),
                            resources.subscriptions().all(),
                            nowNs);
        }
    }

    private void releaseClient(long clientId) {
        try {
            resources.links().releaseClient(clientId);
        } finally {
            try {
                resources.subscriptions().releaseClient(clientId);
            } finally {
                resources.counters().releaseClient(clientId);
            }
        }
    }
}
