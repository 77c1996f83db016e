package io.tradebus.core.driver.receiver;

import java.util.ArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/** The endpoints that are received from. */
final class ReceiveEndpoints {
    private final ReceiverTools tools;
    private final long checkIntervalNs;
    private final Long2ObjectHashMap<ReceiveEndpoint> byId = new Long2ObjectHashMap<>();
    private final ArrayList<ReceiveEndpoint> endpoints = new ArrayList<>();

    // The conductor must hear of each, even if it has no room for the message at the moment.
    private final LongArrayList closedToTell = new LongArrayList();
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
        closedToTell.addLong(endpoint.id());
        close(endpoint);
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
            close(endpoints.get(i));
        }
        endpoints.clear();
        byId.clear();
    }

    private void close(ReceiveEndpoint endpoint) {
        try {
            endpoint.close();
        } catch (RuntimeException failure) {
            tools.context().errors().onError(failure);
        }
    }

    private void tellClosed() {
        while (!closedToTell.isEmpty()) {
            long endpointId = closedToTell.getLong(0);
            if (!tools.context().conductor().offer(conductor -> conductor.onReceiveEndpointClosed(endpointId))) {
                return;
            }
            closedToTell.removeAt(0);
        }
    }
}
