package io.tradebus.core.runtime;

import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.runtime.ConnectionDiagnosis.Reason;
import io.tradebus.core.runtime.ConnectionDiagnosis.Subject;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/** Why a subscription over the network has no publisher. */
final class ReceiverDiagnosis {
    private final CountersReader counters;
    private final @Nullable Subject subscription;
    private final ChannelPlace place;
    private final Evidence evidence;

    /** @param subscription null for a channel as a whole */
    ReceiverDiagnosis(CountersReader counters, @Nullable Subject subscription, ChannelPlace place, long nowMs) {
        this.counters = counters;
        this.subscription = subscription;
        this.place = place;
        this.evidence = new Evidence(counters, place.statusId(), nowMs);
    }

    ConnectionDiagnosis make() {
        if (!evidence.has(EvidenceCounter.DATAGRAMS_HEARD)) {
            return notTold();
        } else if (evidence.count(EvidenceCounter.DATAGRAMS_HEARD) == 0) {
            return nothingHeard();
        } else if (!evidence.isFresh(EvidenceCounter.LAST_DATAGRAM)) {
            return silent();
        } else if (refusal() != SetupRefusal.NONE) {
            return because(Reason.OFFER_REFUSED, refused());
        } else if (evidence.count(EvidenceCounter.SETUPS_HEARD) > 0) {
            return offered();
        } else if (evidence.count(EvidenceCounter.DATAGRAMS_UNWANTED) > 0) {
            return because(Reason.OTHER_STREAMS, heard() + unwanted());
        }
        return because(
                Reason.NO_OFFER,
                heard()
                        + "none of them offers a stream: something else than a bus sends there (this driver has refused "
                        + counters.getCounterValue(SystemCounter.INVALID_PACKETS.id())
                        + " datagrams as invalid), or the publisher is about to");
    }

    private ConnectionDiagnosis nothingHeard() {
        if (place.isDynamic()) {
            return because(
                    Reason.NOTHING_HEARD,
                    "nothing has arrived from the publisher at the control address " + place.control()
                            + place.bound("at")
                            + ": it is down or has another control address, or a firewall is in between");
        }
        String where =
                "nothing has ever arrived at " + place.address() + place.bound("bound as") + place.byInterface() + ": ";
        return because(
                Reason.NOTHING_HEARD,
                where
                        + (place.isMulticast()
                                ? "no publisher sends to the group, or its datagrams come by another interface, or they"
                                        + " do not reach this far (ttl)"
                                : "the publisher is down, or sends to another address or port, or a firewall is in"
                                        + " between"));
    }

    private ConnectionDiagnosis silent() {
        long datagrams = evidence.count(EvidenceCounter.DATAGRAMS_HEARD);
        String text = datagrams + (datagrams == 1 ? " datagram has" : " datagrams have") + " arrived at "
                + place.address() + ", the last one " + evidence.age(EvidenceCounter.LAST_DATAGRAM)
                + " ago, and nothing since: the publisher stopped, or the network in between is interrupted";
        return because(Reason.SILENT, refusal() == SetupRefusal.NONE ? text : text + "; before that " + refused());
    }

    private ConnectionDiagnosis offered() {
        String text = heard() + "streams were offered "
                + Evidence.times(evidence.count(EvidenceCounter.SETUPS_HEARD)) + " and none "
                + (subscription == null ? "" : "of stream " + subscription.streamId() + " ") + "is being read: ";
        return evidence.count(EvidenceCounter.DATAGRAMS_UNWANTED) > 0
                ? because(Reason.OTHER_STREAMS, text + unwanted())
                : because(Reason.OTHER_STREAMS, text + "they belong to other streams of the address, or have ended");
    }

    private String heard() {
        long datagrams = evidence.count(EvidenceCounter.DATAGRAMS_HEARD);
        return datagrams + (datagrams == 1 ? " datagram has" : " datagrams have") + " arrived at " + place.address()
                + ", the last one " + evidence.age(EvidenceCounter.LAST_DATAGRAM) + " ago, but ";
    }

    private String unwanted() {
        long count = evidence.count(EvidenceCounter.DATAGRAMS_UNWANTED);
        long stream = evidence.count(EvidenceCounter.LAST_UNWANTED_STREAM);
        return subscription != null && stream == subscription.streamId()
                ? count + " belong to sessions of stream " + stream + " that this subscription does not take"
                : count + " belong to streams that nobody here reads, the last one to stream " + stream
                        + "; compare the stream-id of both sides";
    }

    // ---- offers that were refused

    private SetupRefusal refusal() {
        return evidence.count(EvidenceCounter.SETUPS_REFUSED) == 0
                ? SetupRefusal.NONE
                : SetupRefusal.ofCode(evidence.count(EvidenceCounter.LAST_REFUSAL));
    }

    private String refused() {
        return "a stream offered at " + place.address() + " was refused "
                + Evidence.times(evidence.count(EvidenceCounter.SETUPS_REFUSED)) + ": "
                + why(evidence.count(EvidenceCounter.LAST_REFUSED_VALUE));
    }

    private String why(long value) {
        return switch (refusal()) {
            case NONE, OTHER -> "the driver's error log says why";
            case INVALID_MTU ->
                "its MTU of " + value + " bytes is none that a frame may have; correct the publisher's mtu";
            case MTU_ABOVE_WINDOW ->
                "its MTU of " + value + " bytes is above " + window() + "; make the publisher's mtu smaller or the"
                        + " window larger (receiver-window of the stream, at most half of the publisher's term-length)";
            case INVALID_TERM_LENGTH ->
                "its term length of " + value
                        + " bytes is none that a log may have; correct the publisher's term-length";
            case TOO_MANY_SESSIONS ->
                "the stream has " + value + " sessions already, which is the limit"
                        + " (aeron.driver.stream.session.limit)";
            case NO_SPACE ->
                "there is no room for its log of three terms of " + value
                        + " bytes; make room in the driver's directory" + " or the publisher's term-length smaller";
            case UNKNOWN_CONGESTION_CONTROL ->
                "the subscription asks for the congestion control '"
                        + place.uri().get(ChannelParam.CONGESTION_CONTROL, "")
                        + "', which does not exist; use static or"
                        + " cubic (cc)";
        };
    }

    private String window() {
        String window = place.uri().get(ChannelParam.RECEIVER_WINDOW);
        return window == null
                ? "this receiver's window, which is the driver's (aeron.rcv.initial.window.length)"
                : "this receiver's window of " + window + " bytes";
    }

    private ConnectionDiagnosis notTold() {
        long bytes = counters.getCounterValue(SystemCounter.BYTES_RECEIVED.id());
        return because(
                Reason.NOT_TOLD,
                "no publisher is connected at " + place.address()
                        + "; this driver keeps no record for each channel, and has received "
                        + (bytes == 0 ? "nothing" : bytes + " bytes") + " on all channels");
    }

    private static ConnectionDiagnosis because(Reason reason, String text) {
        return new ConnectionDiagnosis(reason, text);
    }
}
