package io.tradebus.core.runtime;

import static io.tradebus.core.counters.EvidenceCounter.DATAGRAMS_HEARD;
import static io.tradebus.core.counters.EvidenceCounter.DATAGRAMS_UNWANTED;
import static io.tradebus.core.counters.EvidenceCounter.LAST_DATAGRAM;
import static io.tradebus.core.counters.EvidenceCounter.LAST_REFUSAL;
import static io.tradebus.core.counters.EvidenceCounter.LAST_REFUSED_VALUE;
import static io.tradebus.core.counters.EvidenceCounter.LAST_STATUS_MESSAGE;
import static io.tradebus.core.counters.EvidenceCounter.LAST_UNWANTED_STREAM;
import static io.tradebus.core.counters.EvidenceCounter.SENDS_REFUSED;
import static io.tradebus.core.counters.EvidenceCounter.SETUPS_HEARD;
import static io.tradebus.core.counters.EvidenceCounter.SETUPS_REFUSED;
import static io.tradebus.core.counters.EvidenceCounter.SETUPS_SENT;
import static io.tradebus.core.counters.EvidenceCounter.STATUS_MESSAGES_HEARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.counters.SoftwareVersion;
import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.StreamKey;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.runtime.ConnectionDiagnosis.Reason;
import io.tradebus.core.runtime.ConnectionDiagnosis.Subject;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator reads, word by word, for each state of the counters. */
class ConnectionDiagnosisTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final long REGISTRATION = 41;
    private static final int STREAM = 1001;
    private static final String UNICAST = "aeron:udp?endpoint=10.0.0.2:40123";
    private static final String GROUP = "aeron:udp?endpoint=239.1.1.1:40123|interface=10.0.0.0/8";

    private final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(512 << 10)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(128 << 10)));
    private final SystemCounters system = SystemCounters.allocate(
            counters, new SystemCounters.Facts(SoftwareVersion.COMPATIBLE, "SHARED", 1, 1, 1, 1, ""));
    private final Map<EvidenceCounter, Integer> evidence = new EnumMap<>(EvidenceCounter.class);

    private String channel = UNICAST;
    private int statusId;

    // ---- a publication

    @Test
    void aPublisherIsToldThatItsChannelHasFailed() {
        sender(UNICAST);
        counters.setCounterValue(statusId, ChannelStatus.ERRORED);

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.CHANNEL_FAILED,
                        "the channel at 10.0.0.2:40123 has failed: its address cannot be used (in use by another program,"
                                + " or not one of this host any more); the driver's error log has the system's words"));
    }

    @Test
    void aPublisherIsToldThatItsChannelIsBeingOpened() {
        sender(UNICAST);
        counters.setCounterValue(statusId, ChannelStatus.INITIALIZING);

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.CHANNEL_OPENING, "the channel at 10.0.0.2:40123 is being opened"));
    }

    @Test
    void aPublisherIsToldThatNothingWasOfferedYet() {
        sender(UNICAST);

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOT_OFFERED,
                        "the stream was not offered to 10.0.0.2:40123 yet: the driver's sender has just begun, or it"
                                + " hangs"));
    }

    @Test
    void aPublisherIsToldThatThePortIsClosed() {
        sender(UNICAST);
        set(SETUPS_SENT, 14);
        set(SENDS_REFUSED, 12);

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.PORT_CLOSED,
                        "nobody listens at 10.0.0.2:40123: the host refused 12 datagrams from 10.0.0.1:51234; start the"
                                + " listener there, or correct host and port on one of the two sides"));
    }

    @Test
    void aPublisherIsToldThatNobodyAnswers() {
        sender(UNICAST);
        set(SETUPS_SENT, 14);

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOT_ANSWERED,
                        "the stream was offered to 10.0.0.2:40123 14 times from 10.0.0.1:51234 and nobody has answered:"
                                + " no listener of stream 1001 runs there, or the address is wrong, or a firewall is in"
                                + " between"));
    }

    @Test
    void aPublisherIsToldThatNobodyOfTheGroupAnswers() {
        sender(GROUP);
        set(SETUPS_SENT, 1);

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOT_ANSWERED,
                        "the stream was offered to 239.1.1.1:40123 once from 10.0.0.1:51234 by interface 10.0.0.0/8 and"
                                + " nobody has answered: no listener of stream 1001 is in that group, or it is on another"
                                + " interface, or further away than the ttl"));
    }

    @Test
    void aPublisherIsToldThatNoReceiverAnnouncedItself() {
        sender("aeron:udp?control=10.0.0.1:40124|control-mode=dynamic");
        set(SETUPS_SENT, 3);

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOT_ANNOUNCED,
                        "no receiver has announced itself at the control address 10.0.0.1:40124: no listener runs with"
                                + " that control address, or a firewall is in between"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "tagged,g:7/2 # flow control waits for its group: 1 of 2 receivers that count are there"
                        + " (flow control tagged,g:7/2); a receiver counts if it has the tag as gtag",
                "min,t:1s,g:/3 # flow control waits for its group: 1 of 3 receivers that count are there"
                        + " (flow control min,t:1s,g:/3)",
                "min # flow control waits for its group: those that count so far are 1 (flow control min)",
            })
    void aPublisherIsToldThatFlowControlWaits(String flow, String waits) {
        sender(GROUP + "|fc=" + flow);
        set(SETUPS_SENT, 3);
        set(STATUS_MESSAGES_HEARD, 9);
        set(LAST_STATUS_MESSAGE, NOW_MS - 120);
        counters.setCounterValue(stream(CounterType.FLOW_CONTROL_RECEIVERS), 1);

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.GROUP_INCOMPLETE,
                        "receivers at 239.1.1.1:40123 answer, the last time 120 ms ago, but " + waits));
    }

    @Test
    void aPublisherIsToldThatOtherStreamsOfItsChannelAreRead() {
        sender(GROUP + "|fc=min,g:/1");
        set(SETUPS_SENT, 3);
        set(STATUS_MESSAGES_HEARD, 9);
        set(LAST_STATUS_MESSAGE, NOW_MS - 120);
        counters.setCounterValue(stream(CounterType.FLOW_CONTROL_RECEIVERS), 1);

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.OTHER_STREAMS,
                        "receivers at 239.1.1.1:40123 answer, the last time 120 ms ago, but for other streams of the"
                                + " channel: nobody there reads stream 1001"));
    }

    @Test
    void aPublisherIsToldSinceWhenItsReceiverIsSilent() {
        sender(UNICAST);
        set(SETUPS_SENT, 3);
        set(STATUS_MESSAGES_HEARD, 900);
        set(LAST_STATUS_MESSAGE, NOW_MS - 12_345);

        String heard = "receivers at 10.0.0.2:40123 were heard 900 times, the last time 12 s ago, and are silent since";
        String causes = ": they stopped, were closed, or the network in between is interrupted";
        assertThat(publication()).isEqualTo(new ConnectionDiagnosis(Reason.SILENT, heard + causes));

        set(SENDS_REFUSED, 1);
        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.SILENT,
                        heard + ", and the host has refused 1 datagram, so nobody listens at the port" + causes));
    }

    @Test
    void aPublisherOnADriverWithoutEvidenceIsToldTheLittleThereIs() {
        bound(CounterType.SEND_CHANNEL_STATUS, "snd-local-sockaddr", UNICAST, "10.0.0.1:51234");

        assertThat(publication())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOT_TOLD,
                        "no receiver is connected at 10.0.0.2:40123 from 10.0.0.1:51234; this driver keeps no record for"
                                + " each channel, and has heard no receiver at all"));
        system.get(SystemCounter.STATUS_MESSAGES_RECEIVED).set(7);
        assertThat(publication().text()).endsWith("and has heard receivers 7 times on all channels");
    }

    @Test
    void aPublisherOnThisHostIsToldThatNobodySubscribes() {
        assertThat(ConnectionDiagnosis.ofPublication(counters, new Subject("aeron:ipc", STREAM, -1, 1), NOW_MS))
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOBODY_HERE, "nobody subscribes to stream 1001 of aeron:ipc at this driver"));
    }

    // ---- a subscription

    @Test
    void aListenerIsToldThatItsPortIsTaken() {
        receiver(UNICAST);
        counters.setCounterValue(statusId, ChannelStatus.ERRORED);

        assertThat(subscription().reason()).isEqualTo(Reason.CHANNEL_FAILED);
        assertThat(subscription().text()).contains("10.0.0.2:40123", "in use by another program");
    }

    @Test
    void aListenerIsToldThatNothingEverArrived() {
        receiver(UNICAST);
        assertThat(subscription())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOTHING_HEARD,
                        "nothing has ever arrived at 10.0.0.2:40123 bound as 10.0.0.2:40123: the publisher is down, or"
                                + " sends to another address or port, or a firewall is in between"));
    }

    @Test
    void aMemberOfAGroupIsToldThatNothingEverArrived() {
        receiver(GROUP);

        assertThat(subscription())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOTHING_HEARD,
                        "nothing has ever arrived at 239.1.1.1:40123 bound as 10.0.0.2:40123 by interface 10.0.0.0/8: no"
                                + " publisher sends to the group, or its datagrams come by another interface, or they do"
                                + " not reach this far (ttl)"));
    }

    @Test
    void aListenerThatAnnouncesItselfIsToldThatNothingCameBack() {
        receiver("aeron:udp?control=10.0.0.1:40124|control-mode=dynamic");

        assertThat(subscription())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOTHING_HEARD,
                        "nothing has arrived from the publisher at the control address 10.0.0.1:40124 at 10.0.0.2:40123:"
                                + " it is down or has another control address, or a firewall is in between"));
    }

    @Test
    void aListenerIsToldWhichOtherStreamArrives() {
        receiver(UNICAST);
        heard(231, 20);
        set(DATAGRAMS_UNWANTED, 231);
        set(LAST_UNWANTED_STREAM, 1002);

        assertThat(subscription())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.OTHER_STREAMS,
                        "231 datagrams have arrived at 10.0.0.2:40123, the last one 20 ms ago, but 231 belong to streams"
                                + " that nobody here reads, the last one to stream 1002; compare the stream-id of both"
                                + " sides"));
        set(LAST_UNWANTED_STREAM, STREAM);
        assertThat(subscription().text())
                .endsWith("231 belong to sessions of stream 1001 that this subscription does not take");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "MTU_ABOVE_WINDOW; 65504; its MTU of 65504 bytes is above this receiver's window of 8192 bytes; receiver-window",
                "INVALID_MTU; 33; its MTU of 33 bytes is none that a frame may have; mtu",
                "INVALID_TERM_LENGTH; 100; its term length of 100 bytes is none that a log may have; term-length",
                "TOO_MANY_SESSIONS; 3; the stream has 3 sessions already; aeron.driver.stream.session.limit",
                "NO_SPACE; 1073741824; there is no room for its log of three terms of 1073741824 bytes; term-length smaller",
                "UNKNOWN_CONGESTION_CONTROL; 0; congestion control 'fast', which does not exist; use static or cubic",
                "OTHER; 0; was refused 5 times: ; the driver's error log says why",
            })
    void aListenerIsToldWhyAnOfferWasRefused(SetupRefusal refusal, long value, String problem, String fix) {
        receiver(UNICAST + "|rcv-wnd=8192|cc=fast");
        heard(6, 90);
        set(SETUPS_HEARD, 5);
        refused(refusal, value);

        assertThat(subscription().reason()).isEqualTo(Reason.OFFER_REFUSED);
        assertThat(subscription().text())
                .startsWith("a stream offered at 10.0.0.2:40123 was refused 5 times: ")
                .contains(problem, fix);
    }

    @Test
    void aListenerIsToldWhoseWindowItIsWhenItsChannelHasNone() {
        receiver(UNICAST);
        heard(6, 90);
        refused(SetupRefusal.MTU_ABOVE_WINDOW, 65_504);

        assertThat(subscription().text()).contains("the driver's (aeron.rcv.initial.window.length)");
    }

    @Test
    void aListenerIsToldSinceWhenItsPublisherIsSilent() {
        receiver(UNICAST);
        heard(5_000, 190_000);

        String silent = "5000 datagrams have arrived at 10.0.0.2:40123, the last one 3 min ago, and nothing since: the"
                + " publisher stopped, or the network in between is interrupted";
        assertThat(subscription()).isEqualTo(new ConnectionDiagnosis(Reason.SILENT, silent));

        refused(SetupRefusal.OTHER, 0);
        assertThat(subscription())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.SILENT,
                        silent
                                + "; before that a stream offered at 10.0.0.2:40123 was refused 5 times: the driver's error"
                                + " log says why"));
    }

    @Test
    void aListenerIsToldThatWhatIsOfferedIsNotReadByIt() {
        receiver(UNICAST);
        heard(50, 10);
        set(SETUPS_HEARD, 2);

        assertThat(subscription())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.OTHER_STREAMS,
                        "50 datagrams have arrived at 10.0.0.2:40123, the last one 10 ms ago, but streams were offered 2"
                                + " times and none of stream 1001 is being read: they belong to other streams of the"
                                + " address, or have ended"));
        set(DATAGRAMS_UNWANTED, 4);
        set(LAST_UNWANTED_STREAM, 7);
        assertThat(subscription().text())
                .endsWith(
                        "is being read: 4 belong to streams that nobody here reads, the last one to stream 7; compare the"
                                + " stream-id of both sides");
    }

    @Test
    void aListenerIsToldThatWhatArrivesOffersNothing() {
        receiver(UNICAST);
        heard(1, 10);
        system.get(SystemCounter.INVALID_PACKETS).set(3);

        assertThat(subscription())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NO_OFFER,
                        "1 datagram has arrived at 10.0.0.2:40123, the last one 10 ms ago, but none of them offers a"
                                + " stream: something else than a bus sends there (this driver has refused 3 datagrams as"
                                + " invalid), or the publisher is about to"));
    }

    @Test
    void aListenerOnADriverWithoutEvidenceIsToldTheLittleThereIs() {
        bound(CounterType.RECEIVE_CHANNEL_STATUS, "rcv-local-sockaddr", UNICAST, "10.0.0.2:40123");

        assertThat(subscription())
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOT_TOLD,
                        "no publisher is connected at 10.0.0.2:40123; this driver keeps no record for each channel, and"
                                + " has received nothing on all channels"));
        system.get(SystemCounter.BYTES_RECEIVED).set(640);
        assertThat(subscription().text()).endsWith("has received 640 bytes on all channels");
    }

    @Test
    void aListenerOnThisHostAndASpyAreToldThatNobodyPublishes() {
        assertThat(ConnectionDiagnosis.ofSubscription(counters, new Subject("aeron:ipc", STREAM, -1, 1), NOW_MS))
                .isEqualTo(new ConnectionDiagnosis(
                        Reason.NOBODY_HERE, "nobody publishes stream 1001 of aeron:ipc at this driver"));
        assertThat(ConnectionDiagnosis.ofSubscription(
                                counters, new Subject("aeron-spy:" + UNICAST, STREAM, -1, 1), NOW_MS)
                        .reason())
                .isEqualTo(Reason.NOBODY_HERE);
    }

    @Test
    void looksAtTheEvidenceOfItsOwnEndpointAlone() {
        receiver("aeron:udp?endpoint=10.0.0.9:1");
        heard(100, 10);
        receiver(UNICAST);

        assertThat(subscription().reason()).isEqualTo(Reason.NOTHING_HEARD);
    }

    // ---- the counters

    private ConnectionDiagnosis publication() {
        return ConnectionDiagnosis.ofPublication(
                counters, new Subject(channel, STREAM, statusId, REGISTRATION), NOW_MS);
    }

    private ConnectionDiagnosis subscription() {
        return ConnectionDiagnosis.ofSubscription(
                counters, new Subject(channel, STREAM, statusId, REGISTRATION), NOW_MS);
    }

    private void sender(String uri) {
        bound(CounterType.SEND_CHANNEL_STATUS, "snd-local-sockaddr", uri, "10.0.0.1:51234");
        allocateEvidence(true);
    }

    private void receiver(String uri) {
        bound(CounterType.RECEIVE_CHANNEL_STATUS, "rcv-local-sockaddr", uri, "10.0.0.2:40123");
        allocateEvidence(false);
    }

    private void bound(CounterType type, String socket, String uri, String address) {
        channel = uri;
        statusId = ChannelCounter.allocate(counters, type, 5, uri);
        counters.setCounterValue(statusId, ChannelStatus.ACTIVE);
        ChannelCounter.bind(counters, ChannelCounter.allocateLocalAddress(counters, socket, 5, statusId), address);
    }

    private void allocateEvidence(boolean isOfSender) {
        for (EvidenceCounter counter : EvidenceCounter.values()) {
            if (counter.isOfSender() == isOfSender) {
                evidence.put(counter, counter.allocate(counters, statusId, channel));
            }
        }
    }

    private void heard(long datagrams, long ageMs) {
        set(DATAGRAMS_HEARD, datagrams);
        set(LAST_DATAGRAM, NOW_MS - ageMs);
    }

    private void refused(SetupRefusal refusal, long value) {
        set(SETUPS_REFUSED, 5);
        set(LAST_REFUSAL, refusal.code());
        set(LAST_REFUSED_VALUE, value);
    }

    private void set(EvidenceCounter counter, long value) {
        counters.setCounterValue(evidence.get(counter), value);
    }

    private int stream(CounterType type) {
        return StreamCounter.allocate(counters, type, 1, new StreamKey(REGISTRATION, 7, STREAM, channel));
    }
}
