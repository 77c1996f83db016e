package io.tradebus.core.runtime;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.runtime.ConnectionDiagnosis.Reason;
import io.tradebus.core.runtime.ConnectionDiagnosis.Subject;
import org.agrona.concurrent.status.CountersReader;

/** Why nobody receives a publication over the network. */
final class SenderDiagnosis {
    private static final String GROUP_OPTION = "g:";
    private static final int UNKNOWN = -1;

    private final CountersReader counters;
    private final Subject publication;
    private final ChannelPlace place;
    private final Evidence evidence;

    SenderDiagnosis(CountersReader counters, Subject publication, ChannelPlace place, long nowMs) {
        this.counters = counters;
        this.publication = publication;
        this.place = place;
        this.evidence = new Evidence(counters, place.statusId(), nowMs);
    }

    ConnectionDiagnosis make() {
        if (!evidence.has(EvidenceCounter.SETUPS_SENT)) {
            return notTold();
        } else if (evidence.count(EvidenceCounter.STATUS_MESSAGES_HEARD) > 0) {
            return evidence.isFresh(EvidenceCounter.LAST_STATUS_MESSAGE) ? answeredOtherwise() : silent();
        } else if (place.isDynamic()) {
            return because(
                    Reason.NOT_ANNOUNCED,
                    "no receiver has announced itself at the control address " + place.control()
                            + ": no listener runs with that control address, or a firewall is in between");
        } else if (evidence.count(EvidenceCounter.SENDS_REFUSED) > 0) {
            return because(
                    Reason.PORT_CLOSED,
                    "nobody listens at " + place.address() + ": the host refused " + refused() + place.bound("from")
                            + "; start the listener there, or correct host and port on one of the two sides");
        } else if (evidence.count(EvidenceCounter.SETUPS_SENT) == 0) {
            return because(
                    Reason.NOT_OFFERED,
                    "the stream was not offered to " + place.address()
                            + " yet: the driver's sender has just begun, or it" + " hangs");
        }
        return notAnswered();
    }

    private ConnectionDiagnosis notAnswered() {
        String offered = "the stream was offered to " + place.address() + " "
                + Evidence.times(evidence.count(EvidenceCounter.SETUPS_SENT)) + place.bound("from")
                + place.byInterface() + " and nobody has answered: ";
        return because(
                Reason.NOT_ANSWERED,
                offered
                        + (place.isMulticast()
                                ? "no listener of stream " + publication.streamId()
                                        + " is in that group, or it is on another interface, or further away than the ttl"
                                : "no listener of stream " + publication.streamId()
                                        + " runs there, or the address is wrong, or a firewall is in between"));
    }

    private ConnectionDiagnosis silent() {
        String heard = "receivers at " + place.address() + " were heard "
                + Evidence.times(evidence.count(EvidenceCounter.STATUS_MESSAGES_HEARD)) + ", the last time "
                + evidence.age(EvidenceCounter.LAST_STATUS_MESSAGE) + " ago, and are silent since";
        String refused = evidence.count(EvidenceCounter.SENDS_REFUSED) > 0
                ? ", and the host has refused " + refused() + ", so nobody listens at the port: "
                : ": ";
        return because(
                Reason.SILENT, heard + refused + "they stopped, were closed, or the network in between is interrupted");
    }

    private ConnectionDiagnosis answeredOtherwise() {
        String heard = "receivers at " + place.address() + " answer, the last time "
                + evidence.age(EvidenceCounter.LAST_STATUS_MESSAGE) + " ago, but ";
        int id = StreamCounter.find(counters, CounterType.FLOW_CONTROL_RECEIVERS, publication.registrationId());
        int least = leastReceivers(place.uri().get(ChannelParam.FLOW_CONTROL, ""));
        if (id != CountersReader.NULL_COUNTER_ID) {
            long receivers = counters.getCounterValue(id);
            if (least == UNKNOWN || receivers < least) {
                return because(Reason.GROUP_INCOMPLETE, heard + waitsFor(receivers, least));
            }
        }
        return because(
                Reason.OTHER_STREAMS,
                heard + "for other streams of the channel: nobody there reads stream " + publication.streamId());
    }

    private String waitsFor(long receivers, int least) {
        String flow = place.uri().get(ChannelParam.FLOW_CONTROL, "as the driver has it by default");
        String count = least == UNKNOWN
                ? "those that count so far are " + receivers
                : receivers + " of " + least + " receivers that count are there";
        return "flow control waits for its group: " + count + " (flow control " + flow + ")"
                + (flow.startsWith("tagged") ? "; a receiver counts if it has the tag as gtag" : "");
    }

    /** The number after the slash of {@code g:tag/least}; unknown when the driver's own holds. */
    private static int leastReceivers(String flowControl) {
        int group = flowControl.indexOf(GROUP_OPTION);
        int end = group < 0 ? -1 : flowControl.indexOf(',', group);
        String option = group < 0 ? "" : flowControl.substring(group, end < 0 ? flowControl.length() : end);
        int slash = option.indexOf('/');
        try {
            return slash < 0 ? UNKNOWN : Integer.parseInt(option, slash + 1, option.length(), 10);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    private ConnectionDiagnosis notTold() {
        long heard = counters.getCounterValue(SystemCounter.STATUS_MESSAGES_RECEIVED.id());
        return because(
                Reason.NOT_TOLD,
                "no receiver is connected at " + place.address() + place.bound("from")
                        + "; this driver keeps no record for each channel, and has heard "
                        + (heard == 0
                                ? "no receiver at all"
                                : "receivers " + Evidence.times(heard) + " on all channels"));
    }

    private String refused() {
        long count = evidence.count(EvidenceCounter.SENDS_REFUSED);
        return count + (count == 1 ? " datagram" : " datagrams");
    }

    private static ConnectionDiagnosis because(Reason reason, String text) {
        return new ConnectionDiagnosis(reason, text);
    }
}
