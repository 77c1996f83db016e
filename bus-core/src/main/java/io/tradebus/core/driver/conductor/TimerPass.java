package io.tradebus.core.driver.conductor;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.NetworkOnDemand;
import io.tradebus.core.driver.conductor.resource.ReadableStream;
import io.tradebus.core.driver.conductor.resource.Resources;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/**
 * What is done once each timer interval: the driver shows that it is alive, then everything that can time out is looked
 * at. Clients come first, so that what a dead one had begins to go in the same pass.
 */
public final class TimerPass implements PassParts.Runner<TimerPass.Part>, LongConsumer {
    private final Resources resources;
    private final NetworkOnDemand network;
    private final RingBuffer ring;
    private final RingWatch ringWatch;
    private final Runnable watch;
    private final PassParts<Part> parts = new PassParts<>(Part.values(), this);

    /** The parts of a pass, in their order. */
    enum Part {
        SIGN_OF_LIFE,
        CLIENTS,
        NETWORK,
        PUBLICATIONS,
        MISSING_LINKS,
        LOGS,
        RING,
        WATCH
    }

    /** @param watch looks after what is not the conductor's */
    public TimerPass(
            Resources resources, NetworkOnDemand network, RingBuffer ring, RingWatch ringWatch, Runnable watch) {
        this.resources = resources;
        this.network = network;
        this.ring = ring;
        this.ringWatch = ringWatch;
        this.watch = watch;
    }

    void onStart(long nowNs) {
        ringWatch.onStart(nowNs);
    }

    /** Does all of it, then throws what failed first. */
    void run(long nowNs, long nowMs) {
        parts.run(nowNs, nowMs);
    }

    /** Does one part of it. */
    @Override
    public void run(Part part, long nowNs, long nowMs) {
        switch (part) {
            case SIGN_OF_LIFE -> ring.consumerHeartbeatTime(nowMs);
            case CLIENTS -> resources.clients().onTick(nowMs, this);
            case NETWORK -> network.onTick(nowNs, resources.logs());
            case PUBLICATIONS -> resources.publications().onTick(nowNs, resources.logs());
            case MISSING_LINKS -> linkMissing(nowNs);
            case LOGS -> resources.logs().onTick();
            case RING -> ringWatch.onTick(nowNs);
            case WATCH -> watch.run();
        }
    }

    private void linkMissing(long nowNs) {
        if (resources.linker().isIncomplete()) {
            resources.linker().linkMissing(streams(), resources.subscriptions().all(), nowNs);
        }
    }

    private List<List<? extends ReadableStream>> streams() {
        Network made = network.ifMade();
        return made == null
                ? List.of(resources.publications().all())
                : List.of(
                        resources.publications().all(),
                        made.publications().all(),
                        made.images().all());
    }

    /** A client has died: what it had begins to go. */
    @Override
    public void accept(long clientId) {
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
