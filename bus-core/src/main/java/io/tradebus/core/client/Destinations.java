package io.tradebus.core.client;

import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The destinations that were added to something. The driver keeps those of the network for an endpoint, so that all
 * publications and subscriptions that share one have them in common: what was added by one may be removed by another, and
 * stays when the one that added it is closed. What is on the same machine belongs to one subscription. Used under the
 * client's lock.
 *
 * <p>The client knows addresses as they were written: who adds a destination by a host's name and removes it by its
 * address is taken to still want it when the next driver comes.
 */
final class Destinations {
    /** One of them, by the id the application knows. */
    static final class Destination {
        final long id;
        final String channel;
        private long driverId;
        private boolean isAttached = true;

        private Destination(long id, String channel) {
            this.id = id;
            this.channel = channel;
            driverId = id;
        }

        /** The id by which the present driver knows it, or by which the last one knew it. */
        long driverId() {
            return driverId;
        }

        /** The present driver is asked for it, by this id. */
        void onAsked(long newDriverId) {
            driverId = newDriverId;
            isAttached = true;
        }

        /** The present driver is to be asked for it. */
        void detach() {
            isAttached = false;
        }
    }

    private final List<Destination> all = new ArrayList<>();
    private final List<ChannelParam> identity;
    private @Nullable Destinations joined;

    private Destinations(List<ChannelParam> identity) {
        this.identity = identity;
    }

    /** None yet, of the endpoint of a publication. */
    static Destinations ofPublication() {
        return new Destinations(List.of(ChannelParam.ENDPOINT));
    }

    /** None yet, of a subscription or its endpoint. */
    static Destinations ofSubscription() {
        return new Destinations(List.of(ChannelParam.ENDPOINT, ChannelParam.CONTROL, ChannelParam.INTERFACE));
    }

    /** These, or those that they have become a part of. */
    Destinations current() {
        return joined == null ? this : joined.current();
    }

    /** Others turned out to be of the same endpoint: they are a part of these from now on. */
    void join(Destinations others) {
        if (others != this) {
            all.addAll(others.all);
            others.all.clear();
            others.joined = this;
        }
    }

    /** The driver is lost that had them. */
    void detach() {
        all.forEach(Destination::detach);
    }

    /** Those that the present driver was not asked for yet. */
    List<Destination> detached() {
        return all.stream().filter(destination -> !destination.isAttached).toList();
    }

    boolean has(Destination destination) {
        return all.contains(destination);
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
