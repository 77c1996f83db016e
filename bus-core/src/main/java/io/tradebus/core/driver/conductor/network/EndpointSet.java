package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.control.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoints of one kind, found by channel and by id. */
final class EndpointSet<E extends NetworkEndpoint> {
    private final List<E> endpoints = new ArrayList<>();
    private long lastId;

    /** An id that no endpoint of this kind had before. */
    long nextId() {
        return ++lastId;
    }

    void add(E endpoint) {
        endpoints.add(endpoint);
    }

    /**
     * The endpoint that a channel shares: first by its tag, then by what it means.
     *
     * @throws RequestRefusedException if that endpoint is being closed, when the client may try again, or if its agent could
     *     not begin to use its sockets
     */
    @Nullable E find(UdpChannel channel) {
        E found = null;
        for (int i = 0; i < endpoints.size() && found == null; i++) {
            if (channel.meansByTag(endpoints.get(i).currentChannel())) {
                found = endpoints.get(i);
            }
        }
        for (int i = 0; i < endpoints.size() && found == null; i++) {
            if (channel.meansByForm(endpoints.get(i).currentChannel())) {
                found = endpoints.get(i);
            }
        }
        if (found != null && found.isClosing()) {
            throw new RequestRefusedException(
                    ErrorCode.RESOURCE_TEMPORARILY_UNAVAILABLE,
                    "channel is being closed, please retry: " + channel.uri());
        }
        if (found != null && found.hasFailed()) {
            throw new RequestRefusedException(
                    ErrorCode.GENERIC_ERROR,
                    "channel error - could not be opened, close what uses it and add it again: " + channel.uri());
        }
        return found;
    }

    @Nullable E find(long endpointId) {
        for (int i = 0; i < endpoints.size(); i++) {
            if (endpoints.get(i).endpointId() == endpointId) {
                return endpoints.get(i);
            }
        }
        return null;
    }

    @Nullable E remove(long endpointId) {
        E endpoint = find(endpointId);
        if (endpoint != null) {
            endpoints.remove(endpoint);
        }
        return endpoint;
    }

    List<E> all() {
        return endpoints;
    }

    void closeAll() {
        for (E endpoint : endpoints) {
            endpoint.closePorts();
            endpoint.freeCounters();
        }
        endpoints.clear();
    }
}
