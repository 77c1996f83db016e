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

    void add(ReceiveEndpoint endpoint) {
        byId.put(endpoint.id(), endpoint);
        endpoints.add(endpoint);
        endpoint.open();
    }

    /** Closes an endpoint and tells the conductor. */
    void remove(ReceiveEndpoint endpoint) {
        byId.remove(endpoint.id());
        endpoints.remove(endpoint);
        endpoint.close();
        long endpointId = endpoint.id();
        closedToTell.add(conductor -> conductor.onReceiveEndpointClosed(endpointId));
        tellClosed();
    }

    /** Closes a transport and tells the conductor. */
    void remove(ReceiveEndpoint endpoint, Transport transport) {
        endpoint.removeTransport(transport);
        long endpointId = endpoint.id();
        long transportId = transport.id();
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
