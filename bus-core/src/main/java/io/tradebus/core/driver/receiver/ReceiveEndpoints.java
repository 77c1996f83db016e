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

    // What was closed, or could not be opened. The conductor must hear of each, even if it has no room at the moment.
    private final ArrayDeque<Mailbox.Request<ConductorRequests>> unsaid = new ArrayDeque<>();
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
        say(conductor -> conductor.onReceiveEndpointClosed(endpointId));
    }

    /** Tells the conductor that a transport is closed, or never could be opened. */
    void tellTransportClosed(long endpointId, long transportId) {
        say(conductor -> conductor.onReceiveTransportClosed(endpointId, transportId));
    }

    /** Tells the conductor that a transport could not be opened. */
    void tellTransportFailed(long endpointId, long transportId, RuntimeException failure) {
        String reason = String.valueOf(failure.getMessage());
        say(conductor -> conductor.onReceiveTransportFailed(endpointId, transportId, reason));
    }

    int onTick(long nowNs) {
        int workCount = 0;
        for (int i = 0, size = endpoints.size(); i < size; i++) {
            workCount += endpoints.get(i).onTick(nowNs);
        }
        if (!unsaid.isEmpty()) {
            sayWhatIsUnsaid();
        }
        if (checkIntervalNs > 0 && nowNs - checkedNs >= checkIntervalNs) {
            checkedNs = nowNs;
            for (int i = 0, size = endpoints.size(); i < size; i++) {
                endpoints.get(i).checkSilence(nowNs);
            }
        }
        return workCount;
    }

    /** Whether the conductor had no room yet for what it must hear. */
    boolean hasUnsaid() {
        return !unsaid.isEmpty();
    }

    void close() {
        for (int i = 0, size = endpoints.size(); i < size; i++) {
            endpoints.get(i).close();
        }
        endpoints.clear();
        byId.clear();
    }

    private void say(Mailbox.Request<ConductorRequests> request) {
        unsaid.add(request);
        sayWhatIsUnsaid();
    }

    private void sayWhatIsUnsaid() {
        while (!unsaid.isEmpty() && tools.context().conductor().offer(unsaid.element())) {
            unsaid.remove();
        }
    }
}
