package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.protocol.FlowControl;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The destinations that have asked to be one, by a status message of whatever stream. Each is kept as long as its receiver
 * goes on. Bounded, since anybody can ask, also for one address, so that one machine does not keep out all others. See {@code docs/wire-protocol.md#mdc-publication}.
 */
final class DynamicDestinations extends DestinationList {
    static final int MAX_DESTINATIONS = FlowControl.MAX_RECEIVERS;

    /** A machine may well run many drivers, one in each of its programs. */
    static final int MAX_PER_ADDRESS = 256;

    private final Consumer<String> warnings;
    private boolean isFullTold;

    /** None is silent before this time. */
    private long checkNs;

    /** @param warnings told the first time that one is refused */
    DynamicDestinations(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    @Override
    void onReceiver(long receiverId, InetSocketAddress source, long nowNs) {
        Destination known = of(receiverId, source);
        if (known != null) {
            known.onReceiver(receiverId, nowNs);
        } else if (hasRoom(source)) {
            if (size() == 0) {
                checkNs = nowNs + SILENCE_NS;
            }
            Destination added = new Destination(Destinations.UNREGISTERED, source, nowNs);
            added.onReceiver(receiverId, nowNs);
            add(added);
        } else if (!isFullTold) {
            isFullTold = true;
            warnings.accept("no more receivers are sent to: " + AddressText.of(source) + " asked to be, but there are "
                    + size() + " already; " + MAX_DESTINATIONS + " may be, of them " + MAX_PER_ADDRESS
                    + " at one address");
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

    private boolean hasRoom(InetSocketAddress source) {
        if (size() >= MAX_DESTINATIONS) {
            return false;
        }
        int count = 0;
        for (int i = 0; i < size(); i++) {
            if (get(i).address().getAddress().equals(source.getAddress())) {
                count++;
            }
        }
        return count < MAX_PER_ADDRESS;
    }
}
