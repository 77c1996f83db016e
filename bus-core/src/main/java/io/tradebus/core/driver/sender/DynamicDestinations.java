package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.protocol.FlowControl;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The destinations that have asked to be one, by a status message of whatever stream. Each is kept as long as its receiver
 * goes on. Bounded, since anybody can ask. See {@code docs/wire-protocol.md#mdc-publication}.
 */
final class DynamicDestinations extends DestinationList {
    static final int MAX_DESTINATIONS = FlowControl.MAX_RECEIVERS;

    /** None is silent before this time. */
    private long checkNs;

    @Override
    void onReceiver(long receiverId, InetSocketAddress source, long nowNs) {
        Destination known = of(receiverId, source);
        if (known != null) {
            known.onReceiver(receiverId, nowNs);
        } else if (size() < MAX_DESTINATIONS) {
            if (size() == 0) {
                checkNs = nowNs + SILENCE_NS;
            }
            Destination added = new Destination(Destinations.UNREGISTERED, source, nowNs);
            added.onReceiver(receiverId, nowNs);
            add(added);
        }
    }

    @Override
    void removeSilent(long nowNs) {
        if (size() == 0 || nowNs - checkNs < 0) {
            return;
        }
        long nextNs = nowNs + SILENCE_NS;
        for (int i = size() - 1; i >= 0; i--) {
            long silentNs = get(i).silentAtNs(SILENCE_NS);
            if (nowNs - silentNs >= 0) {
                removeAt(i);
            } else if (silentNs - nextNs < 0) {
                nextNs = silentNs;
            }
        }
        checkNs = nextNs;
    }

    @Override
    @Nullable Destination of(long receiverId, InetSocketAddress source) {
        for (int i = 0; i < size(); i++) {
            if (get(i).isOf(receiverId, source)) {
                return get(i);
            }
        }
        return null;
    }
}
