package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.ImageLinker;
import io.tradebus.core.driver.conductor.resource.LogStore;
import io.tradebus.core.driver.conductor.resource.UntetheredSubscribers;
import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.protocol.Rota;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * The images of streams that come over the network, moved through their states. See
 * docs/driver-behaviour.md#publication-image.
 *
 * <p>The receiver says when nothing more comes. The image then drains for a while, so that the sender hears of the end
 * and subscribers read what is left; subscribers are told that it is gone, and may go on reading while it lingers.
 */
public final class NetworkImages {
    private final List<NetworkImage> images = new ArrayList<>();
    private final Rota<NetworkImage> rota = new Rota<>(images, NetworkImage.REST_NS);
    private final ImageLinker linker;
    private final UntetheredSubscribers untethered;
    private final ReceiveEndpoints endpoints;
    private final Mailbox<ReceiverRequests> receiver;
    private final ImageTimeouts timeouts;
    private final NetworkObserver observer;
    private final ErrorHandler errors;

    /**
     * How long an image stays.
     *
     * @param drainNs nanoseconds that it drains at least
     * @param lingerNs nanoseconds that it lingers at most
     */
    public record ImageTimeouts(long drainNs, long lingerNs) {}

    public NetworkImages(
            ImageLinker linker,
            UntetheredSubscribers untethered,
            ReceiveEndpoints endpoints,
            Mailbox<ReceiverRequests> receiver,
            ImageTimeouts timeouts,
            NetworkObserver observer,
            ErrorHandler errors) {
        this.linker = linker;
        this.untethered = untethered;
        this.endpoints = endpoints;
        this.receiver = receiver;
        this.timeouts = timeouts;
        this.observer = observer;
        this.errors = errors;
    }

    /** All of them, in the order in which they were added; not to be changed. */
    public List<NetworkImage> all() {
        return images;
    }

    /** The image with that id that is not done, or null. */
    public @Nullable NetworkImage find(long imageId) {
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).imageId() == imageId) {
                return images.get(i);
            }
        }
        return null;
    }

    /** Whether the stream of a session still comes. */
    boolean isReceived(ReceiveEndpoint endpoint, int streamId, int sessionId) {
        for (int i = 0; i < images.size(); i++) {
            NetworkImage image = images.get(i);
            boolean isReceived = image.state() == ImageState.STARTING || image.state() == ImageState.ACTIVE;
            if (isReceived
                    && image.endpoint() == endpoint
                    && image.streamId() == streamId
                    && image.sessionId() == sessionId) {
                return true;
            }
        }
        return false;
    }

    /** A subscriber cannot make sense of an image. It ends when it has timed out, and may come back after that. */
    public void reject(NetworkImage image, String reason) {
        long imageId = image.imageId();
        receiver.post(agent -> agent.rejectStream(imageId, reason));
    }

    void add(NetworkImage image) {
        image.endpoint().addImage();
        images.add(image);
        rota.wake();
        observer.onNetworkImage(
                image.imageId(),
                image.sessionId(),
                image.streamId(),
                image.log().channel(),
                image.sourceIdentity());
    }

    /** The receiver says that one may have moved that was left alone. */
    void wake() {
        rota.wake();
    }

    /** Follows subscribers and the receiver. Called each cycle. */
    public int track(long nowNs) {
        int workCount = 0;
        List<NetworkImage> due = rota.begin(nowNs);
        for (int i = 0; i < due.size(); i++) {
            NetworkImage image = due.get(i);
            workCount += image.track(nowNs);
            followReceiver(image, nowNs);
            rota.onLookedAt(image, nowNs);
        }
        return workCount;
    }

    /** Whether there is none to follow before the receiver says so. */
    boolean isQuiet(long nowNs) {
        for (int i = 0; i < images.size(); i++) {
            if (!images.get(i).isQuiet(nowNs)) {
                return false;
            }
        }
        return true;
    }

    private void followReceiver(NetworkImage image, long nowNs) {
        switch (image.state()) {
            case STARTING -> {
                if (image.end() != InboundEnd.NONE) {
                    become(image, ImageState.DRAINING, nowNs);
                } else if (image.isReceiving()) {
                    become(image, ImageState.ACTIVE, nowNs);
                }
            }
            case ACTIVE -> {
                if (image.end() != InboundEnd.NONE) {
                    become(image, ImageState.DRAINING, nowNs);
                }
            }
            case DRAINING, LINGERING, DONE -> {}
        }
    }

    /** Does what is due, and hands on the logs of the images that are done. */
    public void onTick(long nowNs, LogStore logs) {
        for (int i = images.size() - 1; i >= 0; i--) {
            NetworkImage image = images.get(i);
            tick(image, nowNs);
            if (image.state() == ImageState.DONE && image.isReleased()) {
                images.remove(i);
                rota.wake();
                image.close();
                logs.free(image.log().file());
            }
        }
    }

    /** What fails in one image does not keep the others waiting. */
    private void tick(NetworkImage image, long nowNs) {
        try {
            switch (image.state()) {
                case STARTING, DONE -> {}
                case ACTIVE -> whileActive(image, nowNs);
                case DRAINING -> whileDraining(image, nowNs);
                case LINGERING -> whileLingering(image, nowNs);
            }
        } catch (RuntimeException e) {
            errors.onError(e);
        }
    }

    private void whileActive(NetworkImage image, long nowNs) {
        untethered.onTick(image, nowNs);
        if (image.subscribers().isEmpty()) {
            // The stream is still wanted, but by nobody who may join this image, which would hold its sender up for
            // ever.
            become(image, ImageState.DRAINING, nowNs);
        }
    }

    private void whileDraining(NetworkImage image, long nowNs) {
        boolean isOver = image.isDrained() && nowNs - image.stateNs() >= timeouts.drainNs();
        if (!isOver && !image.isRevoked()) {
            return;
        }
        linker.announceUnavailable(image);
        long imageId = image.imageId();
        receiver.post(agent -> agent.removeStream(imageId));
        if (image.isRejoining()) {
            // After the removal: one that is still received until then begins to cool down with it.
            long endpointId = image.endpoint().endpointId();
            int streamId = image.streamId();
            int sessionId = image.sessionId();
            receiver.post(agent -> agent.endCoolDown(endpointId, streamId, sessionId));
        }
        endpoints.releaseImage(image.endpoint());
        become(image, ImageState.LINGERING, nowNs);
    }

    private void whileLingering(NetworkImage image, long nowNs) {
        if (image.subscribers().isEmpty() || nowNs - image.stateNs() > timeouts.lingerNs()) {
            linker.unlinkAll(image);
            become(image, ImageState.DONE, nowNs);
        }
    }

    private void become(NetworkImage image, ImageState next, long nowNs) {
        ImageState before = image.state();
        image.become(next, nowNs);
        observer.onImageState(image.imageId(), before, next);
    }

    /** Hands on all logs, when the driver closes. Counters stay: clients read from them how far streams had come. */
    void closeAll(LogStore logs) {
        for (NetworkImage image : images) {
            logs.free(image.log().file());
        }
        images.clear();
        rota.wake();
    }
}
