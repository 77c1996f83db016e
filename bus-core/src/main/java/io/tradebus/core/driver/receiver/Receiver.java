package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.InboundStreamSetup;
import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import java.net.InetSocketAddress;
import org.agrona.concurrent.Agent;

/** The duty cycle of the receiver. */
public final class Receiver implements Agent, ReceiverRequests {
    private final ReceiverContext context;

    public Receiver(ReceiverContext context) {
        this.context = context;
    }

    @Override
    public int doWork() {
        return context.poller().poll(context.settings().datagramsPerPoll());
    }

    @Override
    public String roleName() {
        return "receiver";
    }

    @Override
    public void addEndpoint(ReceiveEndpointSetup setup) {}

    @Override
    public void removeEndpoint(long endpointId) {}

    @Override
    public void addInterest(long endpointId, int streamId) {}

    @Override
    public void addInterest(long endpointId, int streamId, int sessionId) {}

    @Override
    public void removeInterest(long endpointId, int streamId) {}

    @Override
    public void removeInterest(long endpointId, int streamId, int sessionId) {}

    @Override
    public void addStream(InboundStreamSetup setup) {}

    @Override
    public void removeStream(long imageId) {}

    @Override
    public void onSetupRefused(long endpointId, int streamId, int sessionId) {}

    @Override
    public void endCoolDown(long endpointId, int streamId, int sessionId) {}

    @Override
    public void redirect(long endpointId, InetSocketAddress solicited) {}
}
