package io.tradebus.core.runtime;

import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.ChannelUri;
import java.util.List;
import org.agrona.concurrent.status.CountersReader;

/** Where a channel leads and what its endpoint is bound to, in words. */
final class ChannelPlace {
    private static final int FIRST_GROUP = 224;
    private static final int LAST_GROUP = 239;

    private final CountersReader counters;
    private final ChannelUri uri;
    private final int statusId;

    ChannelPlace(CountersReader counters, ChannelUri uri, int statusId) {
        this.counters = counters;
        this.uri = uri;
        this.statusId = statusId;
    }

    ChannelUri uri() {
        return uri;
    }

    int statusId() {
        return statusId;
    }

    long status() {
        return ChannelStatus.of(counters, statusId);
    }

    /** The remote address of a sender, the own one of a receiver, as the channel has it. */
    String address() {
        String endpoint = uri.get(ChannelParam.ENDPOINT);
        return endpoint == null ? control() : endpoint;
    }

    /** Where receivers announce themselves. */
    String control() {
        return uri.get(ChannelParam.CONTROL, "the destinations that are added to it");
    }

    boolean isDynamic() {
        return "dynamic".equals(uri.get(ChannelParam.CONTROL_MODE));
    }

    /** Whether the address is a group, as far as its digits say so. */
    boolean isMulticast() {
        String endpoint = uri.get(ChannelParam.ENDPOINT, "");
        if (endpoint.startsWith("[")) {
            return endpoint.regionMatches(true, 1, "ff", 0, 2);
        }
        int dot = endpoint.indexOf('.');
        if (dot < 1 || dot > 3) {
            return false;
        }
        int first = 0;
        for (int i = 0; i < dot; i++) {
            int digit = Character.digit(endpoint.charAt(i), 10);
            if (digit < 0) {
                return false;
            }
            first = 10 * first + digit;
        }
        return first >= FIRST_GROUP && first <= LAST_GROUP;
    }

    /** The interface, in words that follow an address; empty if none is named. */
    String byInterface() {
        String name = uri.get(ChannelParam.INTERFACE);
        return name == null ? "" : " by interface " + name;
    }

    List<String> localAddresses() {
        return statusId <= 0 ? List.of() : ChannelCounter.localAddresses(counters, statusId);
    }

    /** The bound addresses, in words that follow something else; empty if they are not known. */
    String bound(String word) {
        List<String> addresses = localAddresses();
        return addresses.isEmpty() ? "" : " " + word + " " + String.join(", ", addresses);
    }
}
