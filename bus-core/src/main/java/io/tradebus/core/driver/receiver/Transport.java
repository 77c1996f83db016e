package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.format.channel.TimestampOffset;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.format.frame.FrameHeader;
import io.tradebus.core.format.frame.FrameType;
import io.tradebus.core.format.frame.SetupFrame;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A socket that an endpoint receives by, its only one or that of a destination: checks what arrives, and solicits streams
 * that do not come by themselves.
 */
final class Transport implements DatagramHandler, AutoCloseable {
    /** Nanoseconds between two solicitations. */
    static final long SOLICITATION_INTERVAL_NS = 1_000_000_000L;

    /** Nanoseconds without a datagram after which the name that streams are solicited from may lead elsewhere. */
    static final long SILENCE_NS = 5_000_000_000L;

    private final ReceiverTools tools;
    private final ReceiveEndpoint endpoint;
    private final TransportSetup setup;
    private final int index;
    private final ControlPort control;
    private @Nullable InetSocketAddress solicited;
    private long solicitationNs;
    private long heardNs;

    /** @param index at which the endpoint keeps it, and images keep what they have to do with it */
    Transport(ReceiverTools tools, ReceiveEndpoint endpoint, TransportSetup setup, int index) {
        this.tools = tools;
        this.endpoint = endpoint;
        this.setup = setup;
        this.index = index;
        control = new ControlPort(
                setup.port(), endpoint.identity(), tools.counters().shortSends());
        solicited = setup.solicited();
        heardNs = tools.clock().nowNs();
        solicitationNs = heardNs;
    }

    long id() {
        return setup.transportId();
    }

    int index() {
        return index;
    }

    ControlPort control() {
        return control;
    }

    /** Time to live of what it sends. */
    int ttl() {
        return setup.ttl();
    }

    boolean isOfGroup() {
        return setup.groupControl() != null;
    }

    /** Where one is answered whose datagram came from an address. */
    InetSocketAddress controlOf(InetSocketAddress source) {
        InetSocketAddress groupControl = setup.groupControl();
        return groupControl == null ? source : groupControl;
    }

    /** Where a sender is answered of which nothing has come yet, or null if that is not known. */
    @Nullable InetSocketAddress knownControl() {
        InetSocketAddress groupControl = setup.groupControl();
        return groupControl == null ? solicited : groupControl;
    }

    /** Begins to receive; a sender that does not send by itself is told at once that there is a receiver. */
    void open() {
        tools.context().poller().add(setup.port(), this);
        solicit(ControlPort.ANY, ControlPort.ANY);
    }

    void redirect(InetSocketAddress address) {
        if (solicited != null) {
            solicited = address;
        }
    }

    /** Asks for streams that do not come by themselves. */
    void solicit(int sessionId, int streamId) {
        InetSocketAddress target = solicited;
        if (target != null) {
            control.requestSetup(sessionId, streamId, target);
        }
    }

    @Override
    public void onDatagram(UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
        heardNs = tools.clock().nowNs();
        endpoint.evidence().onDatagram();
        DatagramFault fault = DatagramRules.header(buffer, offset, length);
        if (fault != null) {
            tools.context().rejected().count(fault);
            return;
        }
        try {
            dispatch(buffer, offset, length, source);
        } catch (RuntimeException failure) {
            tools.context().errors().onError(failure);
        }
    }

    /** Does what is due each cycle. */
    int onTick(long nowNs) {
        if (nowNs - solicitationNs < SOLICITATION_INTERVAL_NS) {
            return 0;
        }
        solicitationNs = nowNs;
        if (endpoint.dispatcher().hasInterest()) {
            solicit(ControlPort.ANY, ControlPort.ANY);
        }
        return 1;
    }

    /** Tells the conductor if nothing was heard for long from a name that may lead elsewhere now. */
    void checkSilence(long nowNs) {
        if (setup.resolvableControl() == null || nowNs - heardNs < SILENCE_NS) {
            return;
        }
        long endpointId = endpoint.id();
        long transportId = id();
        if (tools.context()
                .conductor()
                .offer(conductor -> conductor.onReceiveEndpointSilent(endpointId, transportId))) {
            // A look-up takes its time, and need not be asked for again soon.
            heardNs = nowNs;
        }
    }

    @Override
    public void close() {
        try {
            tools.context().poller().remove(setup.port());
        } finally {
            control.close();
        }
    }

    private void dispatch(UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
        FrameDispatcher dispatcher = endpoint.dispatcher();
        switch (FrameHeader.type(buffer, offset)) {
            case FrameType.DATA, FrameType.PADDING -> {
                int timestampOffset = endpoint.receiveTimestampOffset();
                if (timestampOffset != TimestampOffset.NONE) {
                    ArrivalTime.write(
                            buffer,
                            offset,
                            length,
                            timestampOffset,
                            tools.clock().wallClockNs());
                }
                dispatcher.onData(this, buffer, offset, length, source);
            }
            case FrameType.SETUP ->
                dispatcher.onSetup(
                        this,
                        buffer,
                        offset,
                        SetupFrame.streamId(buffer, offset),
                        SetupFrame.sessionId(buffer, offset),
                        source);
            case FrameType.RTT -> dispatcher.onRtt(this, buffer, offset, source);
            default -> {
                // In a group data and control messages may come to the same port: those are for senders.
            }
        }
    }
}
