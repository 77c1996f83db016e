package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.PublicationConfig;
import io.tradebus.core.config.SocketConfig;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamKey;
import io.tradebus.core.driver.conductor.resource.PublicationCounters;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.OutboundLog;
import io.tradebus.core.driver.exchange.OutboundSignals;
import io.tradebus.core.driver.exchange.OutboundStreamSetup;
import io.tradebus.core.driver.exchange.SenderRequests;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.driver.protocol.FlowControlSettings;
import io.tradebus.core.driver.protocol.FlowControls;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogMetadata;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** Makes a publication to the network of a log that was just created, and hands it to the sender. */
public final class PublicationOpener {
    private final DriverConfig config;
    private final CountersManager counters;
    private final NetworkPublications publications;
    private final Mailbox<SenderRequests> sender;

    public PublicationOpener(
            DriverConfig config,
            CountersManager counters,
            NetworkPublications publications,
            Mailbox<SenderRequests> sender) {
        this.config = config;
        this.counters = counters;
        this.publications = publications;
        this.sender = sender;
    }

    /**
     * What a client asked for.
     *
     * @param clientId who asked first; the counters are its
     * @param channel the channel in its words
     * @param flow how receivers slow the publication down
     */
    public record Request(long clientId, String channel, FlowControlSettings flow) {}

    /**
     * How receivers will slow a publication down.
     *
     * @param channel what the publication says
     * @param endpoint the channel of the endpoint that it sends by, which says who receives
     * @throws RuntimeException if the channel asks for what there is not
     */
    public FlowControlSettings flowControl(UdpChannel channel, UdpChannel endpoint) {
        return FlowControlSettings.of(
                config.network().flow(), channel.params().flowControl(), EndpointNames.isGroup(endpoint));
    }

    /** Makes the publication. */
    public NetworkPublication open(
            LogDescription description, LogFile file, SendEndpoint endpoint, Request request, long nowNs) {
        FlowControlSettings flow = request.flow();
        Allocation allocation = new Allocation(
                counters,
                request.clientId(),
                new StreamKey(
                        description.registrationId(),
                        description.sessionId(),
                        description.streamId(),
                        request.channel()));
        try {
            boolean isExclusive = description.kind() == LogKind.EXCLUSIVE_PUBLICATION;
            PublicationCounters published = allocation.published(isExclusive);
            OutboundLog log = new OutboundLog(
                    description,
                    file,
                    request.channel(),
                    allocation.counter(CounterType.SENDER_POSITION),
                    allocation.counter(CounterType.SENDER_LIMIT),
                    allocation.counter(CounterType.SENDER_BACK_PRESSURE),
                    allocation.counter(CounterType.SENDER_NAKS_RECEIVED));
            long start = LogMetadata.producerPosition(file.metadata());
            log.senderPosition().setRelease(start);
            log.senderLimit().setRelease(start);
            AtomicCounter receiverCount = countsReceivers(flow)
                    ? allocation.counterOfDriver(
                            CounterType.FLOW_CONTROL_RECEIVERS, CounterType.FLOW_CONTROL_RECEIVERS.label())
                    : null;
            return handOver(log, endpoint, published, flow, receiverCount, nowNs);
        } catch (RuntimeException e) {
            allocation.undo();
            throw e;
        }
    }

    private NetworkPublication handOver(
            OutboundLog log,
            SendEndpoint endpoint,
            PublicationCounters published,
            FlowControlSettings flow,
            @Nullable AtomicCounter receiverCount,
            long nowNs) {
        OutboundSignals signals = new OutboundSignals();
        OutboundStreamSetup setup = new OutboundStreamSetup(
                endpoint.endpointId(),
                log,
                signals,
                FlowControls.create(flow),
                receiverCount,
                retransmits(log.description()),
                traits(endpoint.channel(), log));
        NetworkPublication publication = new NetworkPublication(
                log,
                signals,
                endpoint,
                published,
                receiverCount,
                config.timeouts().publicationUnblockTimeoutNs(),
                nowNs);
        publications.add(publication);
        sender.post(agent -> agent.addStream(setup));
        return publication;
    }

    private OutboundStreamSetup.Retransmits retransmits(LogDescription description) {
        PublicationConfig publication = config.publication();
        return new OutboundStreamSetup.Retransmits(
                description.shape().maxResend(),
                publication.retransmitUnicastDelayNs(),
                publication.retransmitUnicastLingerNs());
    }

    private OutboundStreamSetup.Traits traits(UdpChannel channel, OutboundLog log) {
        SocketConfig socket = config.network().socket();
        return new OutboundStreamSetup.Traits(
                setupFlags(channel, log),
                EndpointNames.ttl(channel, socket.multicastTtl()),
                EndpointNames.isGroup(channel),
                log.description().traits().signalEos(),
                channel.params().channelSendTimestampOffset());
    }

    private static int setupFlags(UdpChannel channel, OutboundLog log) {
        int flags = EndpointNames.isGroup(channel) ? SetupFrame.FLAG_GROUP : 0;
        return log.isRequest() ? flags | SetupFrame.FLAG_SEND_RESPONSE : flags;
    }

    private static boolean countsReceivers(FlowControlSettings flow) {
        return switch (flow.kind()) {
            case UNICAST, MAX -> false;
            case MIN, TAGGED -> true;
        };
    }
}
