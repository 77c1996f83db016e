package io.tradebus.core.driver.sender;

import java.net.InetSocketAddress;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The destinations that an application has named. Each is kept until it is removed, however silent it is: then its name
 * may lead elsewhere. See {@code docs/wire-protocol.md#mdc-publication}.
 */
final class ManualDestinations extends DestinationList {
    /** Adds one; the same address may be there several times, and is then sent to as often. */
    void add(long registrationId, InetSocketAddress address, long nowNs) {
        add(new Destination(registrationId, address, nowNs));
    }

    void remove(long registrationId) {
        for (int i = 0; i < size(); i++) {
            if (get(i).registrationId() == registrationId) {
                removeAt(i);
                return;
            }
        }
    }

    /** The name of one leads elsewhere now. */
    void redirect(long registrationId, InetSocketAddress address) {
        for (int i = 0; i < size(); i++) {
            if (get(i).registrationId() == registrationId) {
                get(i).address(address);
            }
        }
    }

    /**
     * Has the names of those looked up again from which nobody was heard for long.
     *
     * @param lookUp told the registration id of each; returns false if it cannot be done now
     */
    void checkSilence(long nowNs, LongPredicate lookUp) {
        for (int i = 0; i < size(); i++) {
            Destination destination = get(i);
            if (nowNs - destination.silentAtNs(SILENCE_NS) >= 0 && lookUp.test(destination.registrationId())) {
                destination.restartSilence(nowNs);
            }
        }
    }

    @Override
    void onReceiver(long receiverId, InetSocketAddress source, long nowNs) {
        for (int i = 0; i < size(); i++) {
            if (isAt(get(i), receiverId, source)) {
                get(i).onReceiver(receiverId, nowNs);
            }
        }
    }

    /** Silent ones are kept. */
    @Override
    void removeSilent(long nowNs) {}

    @Override
    @Nullable Destination of(long receiverId, InetSocketAddress source) {
        for (int i = 0; i < size(); i++) {
            if (isAt(get(i), receiverId, source)) {
                return get(i);
            }
        }
        return null;
    }

    private static boolean isAt(Destination destination, long receiverId, InetSocketAddress source) {
        return destination.isOf(receiverId, source) || destination.address().equals(source);
    }
}
