package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.OutboundStreamSetup;
import io.tradebus.core.driver.exchange.SendEndpointSetup;
import io.tradebus.core.driver.exchange.SenderRequests;
import io.tradebus.core.driver.protocol.Rota;
import io.tradebus.core.idle.Outlook;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * The duty cycle of the sender: lets each stream send a little, and takes what receivers say often enough. Streams take
 * turns in going first. One that fails does not stop the others.
 */
public final class Sender implements Agent, SenderRequests, Outlook {
    private static final int REQUESTS_PER_CYCLE = 4;
    /** A cycle that begins so long after the last one follows a sleep. */
    private static final long SLEEP_NS = 25_000;
    /** To look at so many takes no longer than to sleep and to wake up. */
    private static final int FEW_STREAMS = 64;

    private final SenderContext context;
    private final SenderCommons commons;
    private final List<SendEndpoint> endpoints = new ArrayList<>();
    private final List<OutboundStream> streams = new ArrayList<>();
    private final Rota<OutboundStream> rota;
    private long lastCycleNs;
    /** What the conductor had no room for. */
    private final ArrayDeque<Mailbox.Request<ConductorRequests>> unsaid = new ArrayDeque<>();

    private int firstStream;
    private int cyclesSincePoll;
    private long pollDeadlineNs;
    private long checkDeadlineNs;
    private boolean hasMoved;
    private boolean isClosing;

    public Sender(SenderContext context) {
        this.context = context;
        commons = SenderCommons.of(context);
        rota = new Rota<>(streams, context.settings().restNs());
    }

    @Override
    public String roleName() {
        return "sender";
    }

    @Override
    public void onStart() {
        long nowNs = context.clocks().nanoClock().nanoTime();
        commons.time().update(nowNs);
        pollDeadlineNs = nowNs;
        checkDeadlineNs = nowNs + context.settings().resolutionCheckIntervalNs();
    }

    @Override
    public int doWork() {
        long nowNs = context.clocks().nanoClock().nanoTime();
        commons.time().update(nowNs);
        context.cycleTimes().onCycle(nowNs);
        int workCount = context.requests().drainTo(this, REQUESTS_PER_CYCLE);
        int bytesSent = sendAll(nowNs);
        workCount += bytesSent;
        hasMoved = workCount > 0;
        if (isPollDue(bytesSent, nowNs)) {
            workCount += poll(nowNs);
        }
        checkSilence(nowNs);
        if (!unsaid.isEmpty()) {
            sayWhatIsUnsaid();
        }
        commons.tally().endCycle();
        if (commons.stirring().endCycle()) {
            rota.wake();
        }
        return workCount;
    }

    /**
     * {@inheritDoc} Nothing is if all streams rest, but for what is due for them. What receivers say wakes the thread where it
     * waits at its ports, publishers wake it, and so does the conductor.
     */
    @Override
    public long quietNs() {
        if (hasMoved
                || !unsaid.isEmpty()
                || commons.stirring().isPending()
                || rota.hasAwake()
                || hasWaitingRefusals()) {
            return 0;
        }
        long nowNs = commons.time().nanoTime();
        long quietNs = Long.MAX_VALUE;
        for (int i = 0; i < streams.size() && quietNs > 0; i++) {
            quietNs = Math.min(quietNs, streams.get(i).quietNs(nowNs));
        }
        return quietNs;
    }

    private boolean hasWaitingRefusals() {
        for (int i = 0; i < endpoints.size(); i++) {
            if (endpoints.get(i).refusals().areWaiting()) {
                return true;
            }
        }
        return false;
    }

    /** Closes all ports. */
    @Override
    public void onClose() {
        isClosing = true;
        // Ports that wait to be handed over are this agent's already, and logs are waited for.
        context.requests().drainAll(this, context.problems().errors());
        for (OutboundStream stream : streams) {
            stream.release();
        }
        streams.clear();
        for (SendEndpoint endpoint : endpoints) {
            close(endpoint);
        }
        endpoints.clear();
        context.poller().close();
    }

    @Override
    public void addEndpoint(SendEndpointSetup setup) {
        if (isClosing) {
            setup.port().close();
            return;
        }
        try {
            SendEndpoint endpoint = new SendEndpoint(setup, commons);
            endpoint.open();
            endpoints.add(endpoint);
        } catch (RuntimeException e) {
            setup.port().close();
            String reason = String.valueOf(e.getMessage());
            say(conductor -> conductor.onSendEndpointFailed(setup.endpointId(), reason));
            throw e;
        }
    }

    @Override
    public void removeEndpoint(long endpointId) {
        SendEndpoint endpoint = endpoint(endpointId);
        if (endpoint != null) {
            for (int i = streams.size() - 1; i >= 0; i--) {
                if (streams.get(i).endpoint() == endpoint) {
                    streams.remove(i).release();
                }
            }
            rota.wake();
            endpoints.remove(endpoint);
            close(endpoint);
        }
        // The conductor waits for this even if the endpoint never could be opened.
        say(conductor -> conductor.onSendEndpointClosed(endpointId));
    }

    @Override
    public void addStream(OutboundStreamSetup setup) {
        SendEndpoint endpoint = endpoint(setup.endpointId());
        if (endpoint == null || isClosing) {
            // Whoever waits for the log must not wait forever.
            setup.signals().releasedRelease();
            return;
        }
        OutboundStream stream;
        try {
            stream = new OutboundStream(setup, endpoint, commons);
        } catch (RuntimeException e) {
            setup.signals().releasedRelease();
            throw e;
        }
        streams.add(stream);
        rota.wake();
        endpoint.add(stream);
    }

    @Override
    public void removeStream(long registrationId) {
        for (int i = 0; i < streams.size(); i++) {
            OutboundStream stream = streams.get(i);
            if (stream.registrationId() == registrationId) {
                streams.remove(i);
                rota.wake();
                stream.endpoint().remove(stream);
                stream.release();
                return;
            }
        }
    }

    @Override
    public void redirect(long endpointId, InetSocketAddress address) {
        SendEndpoint endpoint = endpoint(endpointId);
        if (endpoint != null) {
            endpoint.redirect(address);
        }
    }

    @Override
    public void addDestination(long endpointId, long destinationId, InetSocketAddress address) {
        long nowNs = commons.time().nanoTime();
        change(endpointId, destinations -> destinations.add(destinationId, address, nowNs));
    }

    @Override
    public void removeDestination(long endpointId, long destinationId) {
        change(endpointId, destinations -> destinations.remove(destinationId));
    }

    @Override
    public void redirectDestination(long endpointId, long destinationId, InetSocketAddress address) {
        change(endpointId, destinations -> destinations.redirect(destinationId, address));
    }

    private void change(long endpointId, Consumer<ManualDestinations> change) {
        SendEndpoint endpoint = endpoint(endpointId);
        if (endpoint != null) {
            endpoint.change(change);
        }
    }

    private int sendAll(long nowNs) {
        if (mayHaveMessage(nowNs)) {
            rota.wake();
        }
        lastCycleNs = nowNs;
        List<OutboundStream> due = rota.begin(nowNs);
        int count = due.size();
        int index = firstStream < count ? firstStream : 0;
        firstStream = index + 1;
        int bytesSent = 0;
        commons.budget().beginCycle();
        for (int i = 0; i < count; i++) {
            OutboundStream stream = due.get(index);
            bytesSent += send(stream, nowNs);
            rota.onLookedAt(stream, nowNs);
            index = index + 1 == count ? 0 : index + 1;
        }
        commons.heartbeats().flush();
        return bytesSent;
    }

    /**
     * Whether a stream that rests may have a message: a publisher in this process says so, one in another process cannot. What that
     * one has published is found after a sleep, or with the next look at all streams.
     */
    private boolean mayHaveMessage(long nowNs) {
        return context.bell().wasRung() || nowNs - lastCycleNs >= SLEEP_NS && streams.size() <= FEW_STREAMS;
    }

    private int send(OutboundStream stream, long nowNs) {
        try {
            return stream.send(nowNs);
        } catch (RuntimeException e) {
            stream.pause(nowNs);
            context.problems().errors().onError(e);
            return 0;
        }
    }

    private boolean isPollDue(int bytesSent, long nowNs) {
        cyclesSincePoll++;
        return bytesSent == 0
                || cyclesSincePoll >= context.settings().sendToStatusPollRatio()
                || nowNs - pollDeadlineNs >= 0
                || commons.tally().hasShortSends();
    }

    private int poll(long nowNs) {
        cyclesSincePoll = 0;
        pollDeadlineNs = nowNs + context.settings().statusMessageTimeoutNs() / 2;
        int bytesReceived = context.poller().poll(context.settings().datagramsPerPoll());
        for (int i = 0; i < endpoints.size(); i++) {
            endpoints.get(i).onPolled(nowNs);
        }
        return bytesReceived;
    }

    private void checkSilence(long nowNs) {
        long intervalNs = context.settings().resolutionCheckIntervalNs();
        if (intervalNs > 0 && nowNs - checkDeadlineNs >= 0) {
            checkDeadlineNs = nowNs + intervalNs;
            for (int i = 0; i < endpoints.size(); i++) {
                endpoints.get(i).checkSilence(nowNs);
            }
        }
    }

    private void say(Mailbox.Request<ConductorRequests> request) {
        unsaid.add(request);
        sayWhatIsUnsaid();
    }

    private void sayWhatIsUnsaid() {
        while (!unsaid.isEmpty() && context.conductor().offer(unsaid.peek())) {
            unsaid.remove();
        }
    }

    private void close(SendEndpoint endpoint) {
        try {
            endpoint.close();
        } catch (RuntimeException e) {
            context.problems().errors().onError(e);
        }
    }

    private @Nullable SendEndpoint endpoint(long endpointId) {
        for (int i = 0; i < endpoints.size(); i++) {
            if (endpoints.get(i).endpointId() == endpointId) {
                return endpoints.get(i);
            }
        }
        return null;
    }
}
