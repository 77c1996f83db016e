package io.tradebus.core.client;

import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The destinations that were added to a subscription or to a publication. Publications that the driver counts as one have
 * them in common: what was added by one may be removed by another, and stays when the one that added it is closed. Used
 * under the client's lock.
 */
final class Destinations {
    /** One of them, by the id the application knows. */
    static final class Destination {
        final long id;
        final String channel;
        long driverId;

        private Destination(long id, String channel) {
            this.id = id;
            this.channel = channel;
            driverId = id;
        }
    }

    private final List<Destination> all = new ArrayList<>();
    private final List<ChannelParam> identity;
    private long ownerId;

    private Destinations(long ownerId, List<ChannelParam> identity) {
        this.ownerId = ownerId;
        this.identity = identity;
    }

    /** None yet, of the publication that the driver knows by an id. */
    static Destinations ofPublication(long id) {
        return new Destinations(id, List.of(ChannelParam.ENDPOINT));
    }

    /** None yet, of the subscription that the driver knows by an id. */
    static Destinations ofSubscription(long id) {
        return new Destinations(id, List.of(ChannelParam.ENDPOINT, ChannelParam.CONTROL, ChannelParam.INTERFACE));
    }

    List<Destination> all() {
        return all;
    }

    /**
     * Those to be added again, since they belong to something else now. It is told once: for what has several instances, by
     * the first of them that is there again.
     */
    List<Destination> restoredTo(long newOwnerId) {
        if (newOwnerId == ownerId) {
            return List.of();
        }
        ownerId = newOwnerId;
        return List.copyOf(all);
    }

    void add(long id, String channel) {
        all.add(new Destination(id, channel));
    }

    /** Removes the oldest that the driver takes for the same, if there is one. */
    void remove(String channel) {
        removeFirst(destination -> isSame(destination.channel, channel));
    }

    void remove(long id) {
        removeFirst(destination -> destination.id == id);
    }

    /** A destination as the present driver knows it; what was not added here is known by the id that is given. */
    long driverIdOf(long id) {
        for (Destination destination : all) {
            if (destination.id == id) {
                return destination.driverId;
            }
        }
        return id;
    }

    private void removeFirst(Predicate<Destination> isMeant) {
        for (int i = 0; i < all.size(); i++) {
            if (isMeant.test(all.get(i))) {
                all.remove(i);
                return;
            }
        }
    }

    /** Over the network it is the addresses that count, on the same machine the whole text. */
    private boolean isSame(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            ChannelUri first = ChannelUri.parse(one);
            ChannelUri second = ChannelUri.parse(other);
            return isOfNetwork(first)
                    && isOfNetwork(second)
                    && identity.stream().allMatch(param -> isSame(first, second, param));
        } catch (ChannelException e) {
            return false;
        }
    }

    private static boolean isSame(ChannelUri first, ChannelUri second, ChannelParam param) {
        return first.get(param, "").equalsIgnoreCase(second.get(param, ""));
    }

    private static boolean isOfNetwork(ChannelUri channel) {
        return channel.isUdp() && !channel.isSpy();
    }
}
