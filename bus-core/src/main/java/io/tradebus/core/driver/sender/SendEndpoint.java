package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.OutboundLog;
import io.tradebus.core.driver.exchange.SendEndpointSetup;
import io.tradebus.core.driver.exchange.SendEvidence;
import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.channel.ControlMode;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/** A port and the streams that are sent by it. */
final class SendEndpoint {
    /** How long receivers are silent before the name of the endpoint is looked up again, and between two look-ups. */
    private static final long SILENCE_NS = 5_000_000_000L;

    private final SendEndpointSetup setup;
    private final DatagramPort port;
    private final SenderCommons commons;
    private final DatagramHandler handler;
    private final @Nullable ManualDestinations named;
    private final Destinations destinations;
    private final Refusals refusals;
    private final LongPredicate destinationSilence = this::sayDestinationIsSilent;
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
        named = setup.controlMode() == ControlMode.MANUAL ? new ManualDestinations() : null;
        destinations = destinations(setup, named, commons);
        silenceNotice = conductor -> conductor.onSendEndpointSilent(setup.endpointId());
        heardNs = commons.time().nanoTime();
        SenderContext context = commons.context();
        refusals = new Refusals(context.conductor(), context.problems().warnings(), heardNs);
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
        try {
            commons.context().poller().remove(port);
        } finally {
            port.close();
        }
    }

    void redirect(InetSocketAddress endpoint) {
        port.connect(endpoint);
    }

    /**
     * Whether a stream goes to whoever asks for it, alone. A channel for responses leads nowhere else; one that leads to a
     * single receiver leads there, whatever a stream that shares it is for.
     */
    boolean hasAskers(OutboundLog log) {
        return setup.controlMode() == ControlMode.RESPONSE
                || log.isResponse() && setup.controlMode() != ControlMode.NONE;
    }

    /** To where all streams are sent. */
    Destinations destinations() {
        return destinations;
    }

    /** What receivers say that refuse streams of this endpoint. */
    Refusals refusals() {
        return refusals;
    }

    /** Changes the destinations if it is the application that names them. */
    void change(Consumer<ManualDestinations> change) {
        if (named != null) {
            change.accept(named);
            destinations.publishCount();
        }
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

    /** See {@link DatagramPort#datagramsPerCall(int)}. */
    int datagramsPerCall(int segmentLength) {
        return port.datagramsPerCall(segmentLength);
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

    /** Looks at what the port has heard apart from datagrams, and passes on what has waited. */
    void onPolled(long nowNs) {
        refusals.passOn(nowNs);
        long count = port.refusedCount();
        if (count != refusedCount) {
            refusedCount = count;
            evidence().sendsRefused().setRelease(count);
        }
    }

    /** Has names looked up again when the receivers have been silent for long to which they led. */
    void checkSilence(long nowNs) {
        if (named != null) {
            named.checkSilence(nowNs, destinationSilence);
        }
        boolean isSilent = setup.resolvableEndpoint() != null && nowNs - heardNs >= SILENCE_NS;
        if (isSilent && commons.context().conductor().offer(silenceNotice)) {
            heardNs = nowNs;
        }
    }

    private boolean sayDestinationIsSilent(long destinationId) {
        long endpointId = endpointId();
        return commons.context()
                .conductor()
                .offer(conductor -> conductor.onDestinationSilent(endpointId, destinationId));
    }

    private static Destinations destinations(
            SendEndpointSetup setup, @Nullable ManualDestinations named, SenderCommons commons) {
        AtomicCounter count = setup.destinationCount();
        if (setup.controlMode() == ControlMode.RESPONSE) {
            return new NoDestination();
        }
        if (count == null) {
            return new OnePeer(setup.port(), commons.tally());
        }
        DestinationList list = named == null
                ? new DynamicDestinations(commons.context().problems().warnings())
                : named;
        return new SeveralDestinations(setup.port(), list, count, commons);
    }

    private static long key(int sessionId, int streamId) {
        return (long) sessionId << Integer.SIZE | streamId & 0xFFFF_FFFFL;
    }
}
