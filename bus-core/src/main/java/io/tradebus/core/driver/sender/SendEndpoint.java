package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.SendEndpointSetup;
import io.tradebus.core.driver.exchange.SendEvidence;
import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** A port and the streams that are sent by it. */
final class SendEndpoint {
    /** How long receivers are silent before the name of the endpoint is looked up again, and between two look-ups. */
    private static final long SILENCE_NS = 5_000_000_000L;

    private final SendEndpointSetup setup;
    private final DatagramPort port;
    private final SenderCommons commons;
    private final DatagramHandler handler;
    private final Mailbox.Request<ConductorRequests> silenceNotice;
    private final Long2ObjectHashMap<OutboundStream> streams = new Long2ObjectHashMap<>();
    private @Nullable OutboundStream lastStream;
    private long lastKey;
    private long heardNs;
    private long refusedCount;

    SendEndpoint(SendEndpointSetup setup, SenderCommons commons) {
        this.setup = setup;
        this.commons = commons;
        port = setup.port();
        handler = new ControlDispatcher(this, commons);
        silenceNotice = conductor -> conductor.onSendEndpointSilent(setup.endpointId());
        heardNs = commons.time().nanoTime();
    }

    long endpointId() {
        return setup.endpointId();
    }

    SendEvidence evidence() {
        return setup.evidence();
    }

    /** Receives what arrives from now on. */
    void open() {
        commons.context().poller().add(port, handler);
    }

    void close() {
        commons.context().poller().remove(port);
        port.close();
    }

    void redirect(InetSocketAddress endpoint) {
        port.connect(endpoint);
    }

    void add(OutboundStream stream) {
        streams.put(key(stream.sessionId(), stream.streamId()), stream);
        lastStream = null;
    }

    void remove(OutboundStream stream) {
        streams.remove(key(stream.sessionId(), stream.streamId()), stream);
        lastStream = null;
    }

    /** The stream of that session and stream id, or null. */
    @Nullable OutboundStream find(int sessionId, int streamId) {
        long key = key(sessionId, streamId);
        OutboundStream last = lastStream;
        if (last != null && key == lastKey) {
            return last;
        }
        OutboundStream found = streams.get(key);
        if (found != null) {
            lastStream = found;
            lastKey = key;
        }
        return found;
    }

    /** Sends a run of datagrams and returns the bytes that the port took. */
    int send(ByteBuffer run, int segmentLength) {
        int length = run.remaining();
        int sent = port.send(run, segmentLength, null);
        commons.tally().onSent(sent, length);
        return sent;
    }

    /** Sends a run of datagrams to one address, wherever the endpoint leads, and returns the bytes that the port took. */
    int sendTo(ByteBuffer run, int segmentLength, InetSocketAddress target) {
        int length = run.remaining();
        int sent = port.send(run, segmentLength, target);
        commons.tally().onSent(sent, length);
        return sent;
    }

    /** A receiver of one of the streams was heard. */
    void onHeard(long nowNs) {
        heardNs = nowNs;
        evidence().statusMessagesHeard().incrementRelease();
        evidence()
                .lastStatusMessage()
                .setRelease(commons.context().clocks().epochClock().time());
    }

    /** Looks at what the port has heard apart from datagrams. */
    void onPolled() {
        long count = port.refusedCount();
        if (count != refusedCount) {
            refusedCount = count;
            evidence().sendsRefused().setRelease(count);
        }
    }

    /** Has the name of the endpoint looked up again when all receivers have been silent for long. */
    void checkSilence(long nowNs) {
        boolean isSilent = setup.resolvableEndpoint() != null && nowNs - heardNs >= SILENCE_NS;
        if (isSilent && commons.context().conductor().offer(silenceNotice)) {
            heardNs = nowNs;
        }
    }

    private static long key(int sessionId, int streamId) {
        return (long) sessionId << Integer.SIZE | streamId & 0xFFFF_FFFFL;
    }
}
