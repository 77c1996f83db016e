package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.driver.exchange.TransportSetup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What one or more subscriptions receive by: one transport, or those of their destinations. Whatever transport a frame
 * comes by, it goes to the one image of its session.
 */
final class ReceiveEndpoint implements AutoCloseable {
    /** Nanoseconds between two looks for sessions that were asked for in vain. */
    static final long EXPIRY_INTERVAL_NS = 1_000_000_000L;

    private final ReceiverTools tools;
    private final ReceiveEndpointSetup setup;
    private final Identity identity;
    private final Evidence evidence;
    private final FrameDispatcher dispatcher;

    // By index. There is null where a transport was removed, until the next one comes.
    private final ArrayList<@Nullable Transport> transports = new ArrayList<>();
    private long expiredNs;

    ReceiveEndpoint(ReceiverTools tools, ReceiveEndpointSetup setup) {
        this.tools = tools;
        this.setup = setup;
        identity = Identity.of(setup);
        evidence = new Evidence(setup.evidence(), tools.context().conductor(), tools.clock());
        dispatcher = new FrameDispatcher(tools, setup, evidence);
        expiredNs = tools.clock().nowNs();
    }

    long id() {
        return setup.endpointId();
    }

    Identity identity() {
        return identity;
    }

    Evidence evidence() {
        return evidence;
    }

    FrameDispatcher dispatcher() {
        return dispatcher;
    }

    int receiveTimestampOffset() {
        return setup.receiveTimestampOffset();
    }

    /** Begins to receive. */
    void open() {
        TransportSetup own = setup.transport();
        if (own != null) {
            addTransport(own);
        }
    }

    /** Begins to receive by one more transport. If that fails the port is for the caller to close. */
    Transport addTransport(TransportSetup added) {
        int index = transports.indexOf(null);
        if (index < 0) {
            index = transports.size();
            transports.add(null);
        }
        Transport transport = new Transport(tools, this, added, index);
        transports.set(index, transport);
        try {
            transport.open();
        } catch (RuntimeException e) {
            transports.set(index, null);
            throw e;
        }
        return transport;
    }

    /** Closes a transport. */
    void removeTransport(Transport transport) {
        transports.set(transport.index(), null);
        close(transport);
    }

    /** One more than the greatest index of a transport. */
    int transportCount() {
        return transports.size();
    }

    /** The transport at an index, or null if there is none. */
    @Nullable Transport transport(int index) {
        return transports.get(index);
    }

    @Nullable Transport find(long transportId) {
        for (int i = 0; i < transports.size(); i++) {
            Transport transport = transports.get(i);
            if (transport != null && transport.id() == transportId) {
                return transport;
            }
        }
        return null;
    }

    void addInterest(int streamId, int sessionId) {
        dispatcher.addInterest(streamId, sessionId);
        solicit(sessionId, streamId);
    }

    /** Asks for a stream that does not come by itself. */
    void solicit(int sessionId, int streamId) {
        for (int i = 0; i < transports.size(); i++) {
            Transport transport = transports.get(i);
            if (transport != null) {
                transport.solicit(sessionId, streamId);
            }
        }
    }

    void redirect(long transportId, InetSocketAddress address) {
        Transport transport = find(transportId);
        if (transport != null) {
            transport.redirect(address);
        }
    }

    /** Does what is due each cycle. */
    int onTick(long nowNs) {
        if (evidence.hasNews()) {
            evidence.endCycle();
        }
        int workCount = 0;
        if (nowNs - expiredNs >= EXPIRY_INTERVAL_NS) {
            expiredNs = nowNs;
            dispatcher.expire(nowNs);
            workCount++;
        }
        for (int i = 0; i < transports.size(); i++) {
            Transport transport = transports.get(i);
            if (transport != null) {
                workCount += transport.onTick(nowNs);
            }
        }
        return workCount;
    }

    /** Tells the conductor of transports that heard nothing for long from a name that may lead elsewhere now. */
    void checkSilence(long nowNs) {
        for (int i = 0; i < transports.size(); i++) {
            Transport transport = transports.get(i);
            if (transport != null) {
                transport.checkSilence(nowNs);
            }
        }
    }

    /** Closes all transports, even if one cannot be closed. */
    @Override
    public void close() {
        for (int i = 0; i < transports.size(); i++) {
            Transport transport = transports.get(i);
            if (transport != null) {
                close(transport);
            }
        }
        transports.clear();
    }

    private void close(Transport transport) {
        try {
            transport.close();
        } catch (RuntimeException failure) {
            tools.context().errors().onError(failure);
        }
    }
}
