package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The endpoints that are received from. */
final class ReceiveEndpoints {
    private final ReceiverTools tools;
    private final long checkIntervalNs;
    private final Long2ObjectHashMap<ReceiveEndpoint> byId = new Long2ObjectHashMap<>();
    private final ArrayList<ReceiveEndpoint> endpoints = new ArrayList<>();

    // What was closed. The conductor must hear of each, even if it has no room for the message at the moment.
    private final ArrayDeque<Mailbox.Request<ConductorRequests>> closedToTell = new ArrayDeque<>();
    private long checkedNs;

    ReceiveEndpoints(ReceiverTools tools) {
        this.tools = tools;
        checkIntervalNs = tools.context().settings().resolutionCheckIntervalNs();
        checkedNs = tools.clock().nowNs();
    }

    @Nullable ReceiveEndpoint find(long endpointId) {
        return byId.get(endpointId);
    }

    /** Begins to receive by an endpoint, which is not known if that fails. */
    void add(ReceiveEndpoint endpoint) {
        endpoint.open();
        byId.put(endpoint.id(), endpoint);
        endpoints.add(endpoint);
    }

    /** Closes an endpoint and tells the conductor, which waits for that even if the endpoint never could be opened. */
    void remove(long endpointId) {
        ReceiveEndpoint endpoint = byId.remove(endpointId);
        if (endpoint != null) {
            endpoints.remove(endpoint);
            endpoint.close();
        }
        closedToTell.add(conductor -> conductor.onReceiveEndpointClosed(endpointId));
        tellClosed();
    }

    /** Tells the conductor that a transport is closed, or never could be opened. */
    void tellTransportClosed(long endpointId, long transportId) {
        closedToTell.add(conductor -> conductor.onReceiveTransportClosed(endpointId, transportId));
        tellClosed();
    }

    int onTick(long nowNs) {
        int workCount = 0;
        for (int i = 0, size = endpoints.size(); i < size; i++) {
            workCount += endpoints.get(i).onTick(nowNs);
        }
        if (!closedToTell.isEmpty()) {
            tellClosed();
        }
        if (checkIntervalNs > 0 && nowNs - checkedNs >= checkIntervalNs) {
            checkedNs = nowNs;
            for (int i = 0, size = endpoints.size(); i < size; i++) {
                endpoints.get(i).checkSilence(nowNs);
            }
        }
        return workCount;
    }

    void close() {
        for (int i = 0, size = endpoints.size(); i < size; i++) {
            endpoints.get(i).close();
        }
        endpoints.clear();
        byId.clear();
    }

    private void tellClosed() {
        while (!closedToTell.isEmpty()) {
            if (!tools.context().conductor().offer(closedToTell.element())) {
                return;
            }
            closedToTell.remove();
        }
    }
}
