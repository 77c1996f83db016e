package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.exchange.InboundSignals;
import io.tradebus.core.idle.Outlook;
import java.util.ArrayList;
import org.agrona.collections.ArrayListUtil;
import org.agrona.collections.Long2ObjectHashMap;

/** The images that are received, and those that have ended and whose log the conductor has not asked for yet. */
final class InboundStreams {
    private final Long2ObjectHashMap<InboundStream> byId = new Long2ObjectHashMap<>();
    private final ArrayList<InboundStream> ticked = new ArrayList<>();

    /** Begins to receive an image. One of the same session that has ended has nothing more to say. */
    void add(InboundStream image) {
        for (int i = 0; i < ticked.size(); i++) {
            InboundStream other = ticked.get(i);
            if (other.endpoint() == image.endpoint() && other.is(image.streamId(), image.sessionId())) {
                other.onUnwanted();
                other.mute();
            }
        }
        byId.put(image.imageId(), image);
        ticked.add(image);
        image.start();
        if (!image.endpoint().dispatcher().add(image)) {
            image.onUnwanted();
        }
    }

    /** A subscriber rejects an image. */
    void reject(long imageId, String reason) {
        InboundStream image = byId.get(imageId);
        if (image != null) {
            image.reject(reason);
        }
    }

    /** Lets an image go. */
    void remove(long imageId) {
        InboundStream image = byId.remove(imageId);
        if (image != null) {
            ticked.remove(image);
            image.endpoint().dispatcher().remove(image);
            image.release();
        }
    }

    /** The port of an endpoint is about to be closed; its images end, and say so while they can. */
    void onEndpointClosed(ReceiveEndpoint endpoint, long nowNs) {
        for (int i = ticked.size() - 1; i >= 0; i--) {
            InboundStream image = ticked.get(i);
            if (image.endpoint() == endpoint) {
                image.onUnwanted();
                tick(image, nowNs);
                ArrayListUtil.fastUnorderedRemove(ticked, i);
            }
        }
    }

    /** An endpoint receives by one more transport. */
    void onTransportAdded(ReceiveEndpoint endpoint, Transport transport) {
        for (int i = 0; i < ticked.size(); i++) {
            if (ticked.get(i).endpoint() == endpoint) {
                ticked.get(i).onTransportAdded(transport);
            }
        }
    }

    /** A transport of an endpoint is closed. */
    void onTransportRemoved(ReceiveEndpoint endpoint, Transport transport) {
        for (int i = 0; i < ticked.size(); i++) {
            if (ticked.get(i).endpoint() == endpoint) {
                ticked.get(i).onTransportRemoved(transport);
            }
        }
    }

    int onTick(long nowNs) {
        int workCount = 0;
        for (int i = ticked.size() - 1; i >= 0; i--) {
            InboundStream image = ticked.get(i);
            workCount += tick(image, nowNs);
            if (image.isOver()) {
                ArrayListUtil.fastUnorderedRemove(ticked, i);
                image.endpoint().dispatcher().remove(image);
            }
        }
        return workCount;
    }

    /** As {@link Outlook#quietNs()}, of all images. */
    long quietNs(long nowNs) {
        long quietNs = Long.MAX_VALUE;
        for (int i = 0; i < ticked.size() && quietNs > 0; i++) {
            quietNs = Math.min(quietNs, ticked.get(i).quietNs(nowNs));
        }
        return quietNs;
    }

    /** Lets all of them go. */
    void close() {
        ticked.clear();
        byId.forEachLong((imageId, image) -> image.release());
        byId.clear();
    }

    /** An image that cannot be received, since its endpoint is gone. */
    static void refuse(InboundSignals signals) {
        signals.endRelease(InboundEnd.UNWANTED);
        signals.releasedRelease();
    }

    private static int tick(InboundStream image, long nowNs) {
        try {
            return image.onTick(nowNs);
        } catch (RuntimeException failure) {
            image.onFailure(failure);
            return 1;
        }
    }
}
