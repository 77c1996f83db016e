package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
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

/** The port of one or more subscriptions: checks what arrives, and solicits streams that do not come by themselves. */
final class ReceiveEndpoint implements DatagramHandler, AutoCloseable {
    /** Nanoseconds between two solicitations, and between two looks for sessions that were asked for in vain. */
    static final long SOLICITATION_INTERVAL_NS = 1_000_000_000L;

    /** Nanoseconds without a datagram after which the name that streams are solicited from may lead elsewhere. */
    static final long SILENCE_NS = 5_000_000_000L;

    private final ReceiverTools tools;
    private final ReceiveEndpointSetup setup;
    private final ControlPort control;
    private final Evidence evidence;
    private final FrameDispatcher dispatcher;
    private @Nullable InetSocketAddress solicited;
    private long solicitationNs;
    private long heardNs;

    ReceiveEndpoint(ReceiverTools tools, ReceiveEndpointSetup setup) {
        this.tools = tools;
        this.setup = setup;
        control = new ControlPort(setup, tools.counters().shortSends());
        evidence = new Evidence(setup.evidence(), tools.context().conductor(), tools.clock());
        dispatcher = new FrameDispatcher(tools, setup, control, evidence);
        solicited = setup.solicited();
        heardNs = tools.clock().nowNs();
        solicitationNs = heardNs;
    }

    long id() {
        return setup.endpointId();
    }

    ControlPort control() {
        return control;
    }

    FrameDispatcher dispatcher() {
        return dispatcher;
    }

    /** Begins to receive; a sender that does not send by itself is told at once that there is a receiver. */
    void open() {
        tools.context().poller().add(setup.port(), this);
        solicit(ControlPort.ANY, ControlPort.ANY);
    }

    void addInterest(int streamId, int sessionId) {
        dispatcher.addInterest(streamId, sessionId);
        solicit(sessionId, streamId);
    }

    void redirect(InetSocketAddress address) {
        if (solicited != null) {
            solicited = address;
        }
    }

    @Override
    public void onDatagram(UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
        evidence.onDatagram();
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
        if (evidence.hasNews()) {
            heardNs = nowNs;
            evidence.endCycle();
        }
        if (nowNs - solicitationNs < SOLICITATION_INTERVAL_NS) {
            return 0;
        }
        solicitationNs = nowNs;
        dispatcher.expire(nowNs);
        if (dispatcher.hasInterest()) {
            solicit(ControlPort.ANY, ControlPort.ANY);
        }
        return 1;
    }

    /** Tells the conductor if nothing was heard for long from a name that may lead elsewhere now. */
    void checkSilence(long nowNs) {
        if (setup.resolvableControl() == null || nowNs - heardNs < SILENCE_NS) {
            return;
        }
        long endpointId = id();
        if (tools.context().conductor().offer(conductor -> conductor.onReceiveEndpointSilent(endpointId))) {
            // A look-up takes its time, and need not be asked for again soon.
            heardNs = nowNs;
        }
    }

    @Override
    public void close() {
        tools.context().poller().remove(setup.port());
        control.close();
    }

    private void dispatch(UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
        switch (FrameHeader.type(buffer, offset)) {
            case FrameType.DATA, FrameType.PADDING -> {
                if (setup.receiveTimestampOffset() != TimestampOffset.NONE) {
                    ArrivalTime.write(
                            buffer,
                            offset,
                            length,
                            setup.receiveTimestampOffset(),
                            tools.clock().wallClockNs());
                }
                dispatcher.onData(buffer, offset, length, source);
            }
            case FrameType.SETUP ->
                dispatcher.onSetup(
                        buffer,
                        offset,
                        SetupFrame.streamId(buffer, offset),
                        SetupFrame.sessionId(buffer, offset),
                        source);
            case FrameType.RTT -> dispatcher.onRtt(buffer, offset, source);
            default -> {
                // In a group data and control messages may come to the same port: those are for senders.
            }
        }
    }

    /** Asks for a stream that does not come by itself. */
    void solicit(int sessionId, int streamId) {
        InetSocketAddress target = solicited;
        if (target != null) {
            control.requestSetup(sessionId, streamId, target);
        }
    }
}
