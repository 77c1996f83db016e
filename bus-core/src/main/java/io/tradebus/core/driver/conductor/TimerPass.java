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
    private final Network network;
    private final RingBuffer ring;
    private final RingWatch ringWatch;
    private final Runnable watch;
    private final LongConsumer releaseClient = this::releaseClient;
    private final Consumer<LogFile> freeLog;

    /** @param watch looks after what is not the conductor's */
    public TimerPass(Resources resources, Network network, RingBuffer ring, RingWatch ringWatch, Runnable watch) {
        this.resources = resources;
        this.network = network;
        this.ring = ring;
        this.ringWatch = ringWatch;
        this.watch = watch;
        freeLog = resources.logs()::free;
    }

    void onStart(long nowNs) {
        ringWatch.onStart(nowNs);
    }

    void run(long nowNs, long nowMs) {
        ring.consumerHeartbeatTime(nowMs);
        resources.clients().onTick(nowMs, releaseClient);
        network.onTick(nowNs, freeLog);
        resources.publications().onTick(nowNs, freeLog);
        linkMissing(nowNs);
        resources.logs().onTick();
        ringWatch.onTick(nowNs);
        watch.run();
    }

    private void linkMissing(long nowNs) {
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
        resources.links().releaseClient(clientId);
        resources.subscriptions().releaseClient(clientId);
        resources.counters().releaseClient(clientId);
    }
}
