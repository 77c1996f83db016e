package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.config.CongestionKind;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.NakConfig;
import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.driver.conductor.resource.ImageLinker;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.driver.exchange.InboundSignals;
import io.tradebus.core.driver.exchange.InboundStreamSetup;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.SetupNotice;
import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.driver.protocol.CongestionControl;
import io.tradebus.core.driver.protocol.CongestionControls;
import io.tradebus.core.driver.protocol.FeedbackDelay;
import io.tradebus.core.driver.protocol.FeedbackDelays;
import io.tradebus.core.driver.protocol.GapSettings;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.channel.SubscriptionDefaults;
import io.tradebus.core.format.channel.SubscriptionParams;
import io.tradebus.core.format.channel.UntetheredTimeouts;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.status.CountersManager;

/**
 * Makes images of streams that are offered. What the endpoint's channel says holds for all its images; whether gaps are
 * repaired, and whether this is one receiver of many, is said by the subscription that was added first and matches.
 */
public final class ImageOpener {
    private final DriverConfig config;
    private final SubscriptionDefaults defaults;
    private final CountersManager counters;
    private final NetworkImages images;
    private final ImageLinker linker;
    private final Mailbox<ReceiverRequests> receiver;
    private final PortOpener ports;
    private final RingBuffer imageIds;
    private final DoubleSupplier uniform;

    /**
     * Where numbers come from.
     *
     * @param imageIds gives correlation ids that nobody else has
     * @param uniform numbers from 0 to 1, by which receivers of a group spread their requests
     */
    public record Numbers(RingBuffer imageIds, DoubleSupplier uniform) {}

    public ImageOpener(
            DriverConfig config,
            SubscriptionDefaults defaults,
            CountersManager counters,
            NetworkImages images,
            ImageLinker linker,
            Mailbox<ReceiverRequests> receiver,
            PortOpener ports,
            Numbers numbers) {
        this.config = config;
        this.defaults = defaults;
        this.counters = counters;
        this.images = images;
        this.linker = linker;
        this.receiver = receiver;
        this.ports = ports;
        imageIds = numbers.imageIds();
        uniform = numbers.uniform();
    }

    /**
     * What the log of an image looks like.
     *
     * @param readers subscriptions that match, in the order in which they were added
     * @throws RefusedSetupException if no image may be made
     */
    LogDescription describe(SetupNotice notice, ReceiveEndpoint endpoint, List<StreamSubscription> readers) {
        UdpChannel channel = endpoint.channel();
        SubscriptionParams params = SubscriptionParams.of(channel.uri(), defaults);
        SetupChecks.require(notice, params.receiverWindow());
        requireCongestionControl(channel, notice, params);
        SetupNotice.Start start = notice.start();
        UntetheredTimeouts untethered = params.untethered();
        return LogDescription.builder(LogKind.IMAGE, imageIds.nextCorrelationId()).stream(
                        notice.sessionId(), notice.streamId())
                .termLength(notice.termLength())
                .mtuLength(notice.mtuLength())
                .filePageSize(config.buffers().filePageSize())
                .receiverWindowLength(window(params, notice))
                .start(start.initialTermId(), start.activeTermId(), start.termOffset())
                .socketBuffers(ports.buffers(channel))
                .timeouts(new LogDescription.Timeouts(
                        0, untethered.windowLimitNs(), untethered.restingNs(), untethered.lingerNs()))
                .traits(traits(notice, endpoint, readers))
                .build();
    }

    /**
     * Makes the image and hands it to the receiver.
     *
     * @throws RuntimeException if it cannot be made; then the log is still the caller's
     */
    NetworkImage open(
            SetupNotice notice,
            ReceiveEndpoint endpoint,
            LogDescription description,
            LogFile file,
            List<StreamSubscription> readers,
            long nowNs) {
        ImageCounters allocated = ImageCounters.allocate(counters, description, readers.get(0), isCubic(endpoint));
        try {
            return open(notice, endpoint, log(notice, endpoint, description, file, allocated), allocated, nowNs);
        } catch (RuntimeException e) {
            allocated.free();
            throw e;
        }
    }

    private NetworkImage open(
            SetupNotice notice, ReceiveEndpoint endpoint, InboundLog log, ImageCounters allocated, long nowNs) {
        LogDescription description = log.description();
        CongestionControl congestionControl = allocated.observed(congestionControl(endpoint, notice, nowNs));
        InboundSignals signals = new InboundSignals(description.startPosition());
        boolean isAnswerable = (notice.flags() & SetupFrame.FLAG_SEND_RESPONSE) != 0;
        NetworkImage image = new NetworkImage(log, signals, endpoint, allocated, isAnswerable, nowNs);
        InboundStreamSetup setup = new InboundStreamSetup(
                endpoint.endpointId(),
                notice.transportId(),
                log,
                signals,
                notice.control(),
                congestionControl,
                repair(endpoint.channel(), description));
        images.add(image);
        receiver.post(agent -> agent.addStream(setup));
        return image;
    }

    /** Tells those who read the image. It is the receiver's by now, and stays, even if one of them cannot be told. */
    void link(NetworkImage image, List<StreamSubscription> readers, long nowNs) {
        linker.linkAll(image, readers, nowNs);
    }

    private static InboundLog log(
            SetupNotice notice,
            ReceiveEndpoint endpoint,
            LogDescription description,
            LogFile file,
            ImageCounters allocated) {
        return new InboundLog(
                description,
                file,
                endpoint.channel().uri().toString(),
                AddressText.of(notice.source()),
                allocated.highWaterMark(),
                allocated.rebuildPosition(),
                allocated.naksSent());
    }

    private boolean isCubic(ReceiveEndpoint endpoint) {
        String name = endpoint.channel().uri().get(ChannelParam.CONGESTION_CONTROL);
        return CongestionControls.kindOf(name, config.network().congestion().kind()) == CongestionKind.CUBIC;
    }

    private InboundStreamSetup.Repair repair(UdpChannel channel, LogDescription description) {
        NakConfig nak = config.network().nak();
        boolean isReliable = description.traits().reliable();
        boolean isGroup = description.traits().group();
        Integer maxOutstanding = channel.params().nakOutstanding();
        GapSettings gaps = GapSettings.of(
                maxOutstanding == null ? nak.maxOutstanding() : maxOutstanding,
                isReliable,
                isGroup,
                description.shape().receiverWindowLength());
        return new InboundStreamSetup.Repair(isReliable, delay(nak, channel, isReliable, isGroup), gaps);
    }

    private FeedbackDelay delay(NakConfig nak, UdpChannel channel, boolean isReliable, boolean isGroup) {
        if (!isReliable) {
            return FeedbackDelays.none();
        }
        return isGroup
                ? FeedbackDelays.group(nak, uniform)
                : FeedbackDelays.unicast(nak, channel.params().nakDelayNs());
    }

    private static LogDescription.Traits traits(
            SetupNotice notice, ReceiveEndpoint endpoint, List<StreamSubscription> readers) {
        SubscriptionParams first = readers.get(0).params();
        boolean isGroup = switch (first.group()) {
            case TRUE -> true;
            case FALSE -> false;
            case INFER -> endpoint.channel().isMulticast() || (notice.flags() & SetupFrame.FLAG_GROUP) != 0;
        };
        SubscriptionParams.Flags flags = first.flags();
        return new LogDescription.Traits(
                isGroup,
                false,
                flags.isRejoining(),
                flags.isReliable(),
                oldest(readers).params().flags().isSparse(),
                false,
                false,
                flags.isTethered());
    }

    private static StreamSubscription oldest(List<StreamSubscription> readers) {
        StreamSubscription oldest = readers.get(0);
        for (StreamSubscription each : readers) {
            oldest = each.registrationId() < oldest.registrationId() ? each : oldest;
        }
        return oldest;
    }

    private CongestionControl congestionControl(ReceiveEndpoint endpoint, SetupNotice notice, long nowNs) {
        SubscriptionParams params = SubscriptionParams.of(endpoint.channel().uri(), defaults);
        return CongestionControls.create(
                endpoint.channel().uri().get(ChannelParam.CONGESTION_CONTROL),
                config.network().congestion(),
                params.receiverWindow(),
                notice.termLength(),
                notice.mtuLength(),
                nowNs);
    }

    private void requireCongestionControl(UdpChannel channel, SetupNotice notice, SubscriptionParams params) {
        try {
            CongestionControls.create(
                    channel.uri().get(ChannelParam.CONGESTION_CONTROL),
                    config.network().congestion(),
                    params.receiverWindow(),
                    notice.termLength(),
                    notice.mtuLength(),
                    0);
        } catch (ChannelException e) {
            throw new RefusedSetupException(
                    SetupRefusal.UNKNOWN_CONGESTION_CONTROL, 0, e.getMessage() + ", channel=" + channel.uri());
        }
    }

    private static int window(SubscriptionParams params, SetupNotice notice) {
        return CongestionControls.maxWindowLength(params.receiverWindow(), notice.termLength());
    }
}
