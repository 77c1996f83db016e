package io.tradebus.core.driver.receiver;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.InboundStreamSetup;
import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.idle.Outlook;
import java.net.InetSocketAddress;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * The duty cycle of the receiver: does what the conductor asks, takes what has arrived, and lets each image say what is
 * due. Specified in {@code docs/driver-behaviour.md#receiver-cycle}.
 */
public final class Receiver implements Agent, ReceiverRequests, Outlook {
    private static final int REQUESTS_PER_CYCLE = 4;

    private final ReceiverContext context;
    private final ReceiverTools tools;
    private final AtomicCounter bytesReceived;
    private final ReceiveEndpoints endpoints;
    private final InboundStreams images = new InboundStreams();
    private boolean wasAsked;
    private boolean isClosing;

    public Receiver(ReceiverContext context) {
        this.context = context;
        tools = ReceiverTools.of(context);
        bytesReceived = context.counters().get(SystemCounter.BYTES_RECEIVED);
        endpoints = new ReceiveEndpoints(tools);
    }

    @Override
    public void onStart() {
        tools.clock().advance();
    }

    @Override
    public int doWork() {
        long nowNs = tools.clock().advance();
        context.cycleTimes().onCycle(nowNs);
        int workCount = context.requests().drainTo(this, REQUESTS_PER_CYCLE);
        wasAsked = workCount > 0;
        int bytes = context.poller().poll(context.settings().datagramsPerPoll());
        if (bytes > 0) {
            bytesReceived.getAndAddRelease(bytes);
            workCount++;
        }
        workCount += endpoints.onTick(nowNs) + images.onTick(nowNs);
        tools.stirring().endCycle();
        return workCount;
    }

    /**
     * {@inheritDoc} Nothing is if all images rest, but for what is due for them. What arrives wakes the thread where it waits at
     * its ports, and so does the conductor.
     */
    @Override
    public long quietNs() {
        return wasAsked || endpoints.hasUnsaid() || tools.stirring().isPending()
                ? 0
                : images.quietNs(tools.clock().nowNs());
    }

    @Override
    public void onClose() {
        isClosing = true;
        // Ports that wait to be handed over are this agent's already, and logs are waited for.
        context.requests().drainAll(this, context.errors());
        images.close();
        endpoints.close();
        context.poller().close();
    }

    @Override
    public String roleName() {
        return "receiver";
    }

    @Override
    public void addEndpoint(ReceiveEndpointSetup setup) {
        if (isClosing) {
            close(setup.transport());
            return;
        }
        try {
            endpoints.add(new ReceiveEndpoint(tools, setup));
        } catch (RuntimeException e) {
            close(setup.transport());
            endpoints.tellTransportFailed(setup.endpointId(), TransportSetup.OWN, e);
            throw e;
        }
    }

    @Override
    public void removeEndpoint(long endpointId) {
        ReceiveEndpoint endpoint = endpoints.find(endpointId);
        if (endpoint != null) {
            images.onEndpointClosed(endpoint, tools.clock().nowNs());
        }
        endpoints.remove(endpointId);
    }

    @Override
    public void addTransport(long endpointId, TransportSetup setup) {
        ReceiveEndpoint endpoint = endpoints.find(endpointId);
        if (endpoint == null || isClosing) {
            close(setup);
            return;
        }
        Transport transport;
        try {
            transport = endpoint.addTransport(setup);
        } catch (RuntimeException e) {
            close(setup);
            endpoints.tellTransportFailed(endpointId, setup.transportId(), e);
            throw e;
        }
        images.onTransportAdded(endpoint, transport);
    }

    @Override
    public void removeTransport(long endpointId, long transportId) {
        ReceiveEndpoint endpoint = endpoints.find(endpointId);
        Transport transport = endpoint == null ? null : endpoint.find(transportId);
        if (endpoint != null && transport != null) {
            endpoint.removeTransport(transport);
            images.onTransportRemoved(endpoint, transport);
        }
        endpoints.tellTransportClosed(endpointId, transportId);
    }

    @Override
    public void addInterest(long endpointId, int streamId) {
        FrameDispatcher dispatcher = dispatcher(endpointId);
        if (dispatcher != null) {
            dispatcher.addInterest(streamId);
        }
    }

    @Override
    public void addInterest(long endpointId, int streamId, int sessionId) {
        ReceiveEndpoint endpoint = endpoints.find(endpointId);
        if (endpoint != null) {
            endpoint.addInterest(streamId, sessionId);
        }
    }

    @Override
    public void requestSetup(long endpointId, int streamId, int sessionId) {
        ReceiveEndpoint endpoint = endpoints.find(endpointId);
        if (endpoint != null) {
            endpoint.solicit(sessionId, streamId);
        }
    }

    @Override
    public void removeInterest(long endpointId, int streamId) {
        FrameDispatcher dispatcher = dispatcher(endpointId);
        if (dispatcher != null) {
            dispatcher.removeInterest(streamId);
        }
    }

    @Override
    public void removeInterest(long endpointId, int streamId, int sessionId) {
        FrameDispatcher dispatcher = dispatcher(endpointId);
        if (dispatcher != null) {
            dispatcher.removeInterest(streamId, sessionId);
        }
    }

    @Override
    public void addStream(InboundStreamSetup setup) {
        ReceiveEndpoint endpoint = endpoints.find(setup.endpointId());
        if (endpoint == null || isClosing) {
            InboundStreams.refuse(setup.signals());
        } else {
            images.add(newImage(endpoint, setup));
        }
    }

    private InboundStream newImage(ReceiveEndpoint endpoint, InboundStreamSetup setup) {
        try {
            return new InboundStream(tools, endpoint, setup);
        } catch (RuntimeException e) {
            // Whoever waits for the log must not wait forever.
            InboundStreams.refuse(setup.signals());
            throw e;
        }
    }

    @Override
    public void removeStream(long imageId) {
        images.remove(imageId);
    }

    @Override
    public void rejectStream(long imageId, String reason) {
        images.reject(imageId, reason);
    }

    @Override
    public void onSetupRefused(long endpointId, int streamId, int sessionId) {
        FrameDispatcher dispatcher = dispatcher(endpointId);
        if (dispatcher != null) {
            dispatcher.onSetupRefused(streamId, sessionId);
        }
    }

    @Override
    public void endCoolDown(long endpointId, int streamId, int sessionId) {
        FrameDispatcher dispatcher = dispatcher(endpointId);
        if (dispatcher != null) {
            dispatcher.endCoolDown(streamId, sessionId);
        }
    }

    @Override
    public void redirect(long endpointId, long transportId, InetSocketAddress solicited) {
        ReceiveEndpoint endpoint = endpoints.find(endpointId);
        if (endpoint != null) {
            endpoint.redirect(transportId, solicited);
        }
    }

    private static void close(@Nullable TransportSetup transport) {
        if (transport != null) {
            transport.port().close();
        }
    }

    private @Nullable FrameDispatcher dispatcher(long endpointId) {
        ReceiveEndpoint endpoint = endpoints.find(endpointId);
        return endpoint == null ? null : endpoint.dispatcher();
    }
}
