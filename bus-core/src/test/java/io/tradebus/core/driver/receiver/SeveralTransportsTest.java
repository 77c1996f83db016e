package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.GROUP_CONTROL;
import static io.tradebus.core.driver.receiver.ReceiverHarness.LIVENESS_NS;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SESSION;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SM_TIMEOUT_NS;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SOLICITED;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.receiver.ReceiverHarness.EndpointTraits;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint without socket of its own, which receives one image by several transports. */
class SeveralTransportsTest {
    private static final long MANUAL = 200;
    private static final InetSocketAddress FIRST_SENDER = new InetSocketAddress("127.0.0.1", 41_001);
    private static final InetSocketAddress SECOND_SENDER = new InetSocketAddress("127.0.0.1", 41_002);
    private static final String NOTHING_CONSUMED =
            "SM session=5 stream=10 term=2147483647 offset=0 window=16384 receiver=77 -> ";

    private final ReceiverHarness harness = new ReceiverHarness();
    private final FakePort first = new FakePort();
    private final FakePort second = new FakePort();
    private final TestFrames frames = harness.frames;
    private final TestImage image = harness.newImage(frames, 0);

    @BeforeEach
    void open() {
        harness.receiver.addEndpoint(harness.endpoint(MANUAL, null, new EndpointTraits()));
        add(1, first, new EndpointTraits());
        harness.receiver.addInterest(MANUAL, STREAM);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    @Conformance("WP-85")
    void whatComesByAnyTransportGoesToOneImageAndItsSenderIsAnswered() {
        receive();
        add(2, second, new EndpointTraits());
        harness.cycle();
        assertThat(second.takeLines()).isEmpty();

        arrive(first, frames.data(0, 64), FIRST_SENDER);
        arrive(second, frames.data(0, 64, 64), SECOND_SENDER);
        arrive(second, frames.data(64, 64), SECOND_SENDER);
        assertThat(image.readFrom(0)).isEqualTo(128);
        assertThat(second.takeLines()).isEmpty();

        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(first.takeLines()).containsExactly(NOTHING_CONSUMED + "41001");
        assertThat(second.takeLines()).containsExactly(NOTHING_CONSUMED + "41002");
    }

    @Test
    void whereASenderIsAnsweredIsFixedByItsFirstFrame() {
        receive();

        arrive(first, frames.data(0, 64), SECOND_SENDER);
        harness.cycleAfter(SM_TIMEOUT_NS);

        assertThat(first.takeLines()).containsExactly(NOTHING_CONSUMED + "41001");
    }

    @Test
    void aStreamThatIsOfferedByAnotherTransportIsAnsweredThere() {
        receive();
        add(2, second, new EndpointTraits());

        arrive(second, frames.setup(0), SECOND_SENDER);
        harness.cycleAfter(SM_TIMEOUT_NS);

        assertThat(second.takeLines()).containsExactly(NOTHING_CONSUMED + "41002");
        assertThat(harness.conductor.setups).isEmpty();
    }

    @Test
    void aTransportWhoseSenderIsKnownIsAnsweredBeforeAnythingCame() {
        receive();
        EndpointTraits ofGroup = new EndpointTraits();
        ofGroup.groupControl = GROUP_CONTROL;
        add(2, second, ofGroup);
        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(second.takeLines()).containsExactly(NOTHING_CONSUMED + "20122");

        FakePort third = new FakePort();
        EndpointTraits controlled = new EndpointTraits();
        controlled.solicited = SOLICITED;
        add(3, third, controlled);
        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(third.takeLines())
                .containsExactly(
                        "SM session=0 stream=0 term=0 offset=0 window=0 receiver=77 flags=0x80 -> 30001",
                        NOTHING_CONSUMED + "30001");
        assertThat(transportCount()).isEqualTo(3);
    }

    @Test
    @Conformance({"WP-87", "DB-66"})
    void aTransportThatBringsNothingIsToldNothing() {
        receive();
        add(2, second, new EndpointTraits());
        arrive(first, frames.data(0, 64), FIRST_SENDER);
        arrive(second, frames.data(0, 64), SECOND_SENDER);
        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(transportCount()).isEqualTo(2);

        harness.cycleAfter(Connection.INACTIVITY_NS - SM_TIMEOUT_NS - 1);
        arrive(first, frames.heartbeat(64), FIRST_SENDER);
        first.takeLines();
        second.takeLines();
        harness.cycleAfter(1);
        harness.cycleAfter(SM_TIMEOUT_NS);
        arrive(first, frames.data(128, 64), FIRST_SENDER);
        harness.cycleAfter(1_000);
        assertThat(second.takeLines()).isEmpty();
        assertThat(first.takeLines())
                .containsExactly(
                        NOTHING_CONSUMED + "41001",
                        "NAK session=5 stream=10 term=2147483647 offset=64 range=64 -> 41001");
        assertThat(transportCount()).isEqualTo(2);

        harness.cycleAfter(LIVENESS_NS - Connection.INACTIVITY_NS);
        harness.cycleAfter(SM_TIMEOUT_NS);
        arrive(first, frames.heartbeat(192), FIRST_SENDER);
        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(transportCount()).isEqualTo(1);

        arrive(second, frames.data(192, 64), SECOND_SENDER);
        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(second.takeLines()).isNotEmpty();
        assertThat(transportCount()).isEqualTo(2);
    }

    @Test
    void whatIsMissingIsAskedForByEachTransport() {
        receive();
        add(2, second, new EndpointTraits());
        arrive(second, frames.heartbeat(0), SECOND_SENDER);
        first.takeLines();
        second.takeLines();

        arrive(first, frames.data(64, 64), FIRST_SENDER);
        harness.cycleAfter(1_000);

        String nak = "NAK session=5 stream=10 term=2147483647 offset=0 range=64 -> ";
        assertThat(first.takeLines()).containsExactly(nak + "41001");
        assertThat(second.takeLines()).containsExactly(nak + "41002");
        assertThat(image.naksSent.get()).isEqualTo(1);
        assertThat(harness.count(SystemCounter.NAKS_SENT)).isEqualTo(1);
    }

    @Test
    @Conformance({"WP-86", "DB-78"})
    void aStreamHasAnEndWhenAllTransportsHaveSaidSoAtTheFurthestPosition() {
        receive();
        add(2, second, new EndpointTraits());
        arrive(first, frames.data(0, 64, 64), FIRST_SENDER);
        arrive(second, frames.data(0, 64), SECOND_SENDER);

        arrive(first, frames.endOfStream(128), FIRST_SENDER);
        assertThat(endOfStream()).isEqualTo(LogMetadata.NOT_ENDED);
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);

        arrive(second, frames.endOfStream(64), SECOND_SENDER);
        assertThat(endOfStream()).isEqualTo(128);
        assertThat(image.end()).isEqualTo(InboundEnd.END_OF_STREAM);
        assertThat(second.takeLines()).hasSize(1).allMatch(line -> line.contains("flags=0x40"));
    }

    @Test
    void aTransportThatNeverBroughtAnythingHoldsTheEndUpUntilItIsRemoved() {
        receive();
        add(2, second, new EndpointTraits());
        arrive(first, frames.endOfStream(0), FIRST_SENDER);
        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(image.end()).isEqualTo(InboundEnd.NONE);

        harness.receiver.removeTransport(MANUAL, 2);
        harness.cycle();

        assertThat(image.end()).isEqualTo(InboundEnd.END_OF_STREAM);
    }

    @Test
    void aStreamIsTakenBackWhenAllTransportsHaveSaidThatItEnds() {
        receive();
        add(2, second, new EndpointTraits());
        arrive(second, frames.heartbeat(0), SECOND_SENDER);

        arrive(first, frames.revoked(0), FIRST_SENDER);
        assertThat(LogMetadata.isRevoked(image.file.metadata())).isFalse();

        arrive(second, frames.revoked(0), SECOND_SENDER);
        assertThat(LogMetadata.isRevoked(image.file.metadata())).isTrue();
        assertThat(image.end()).isEqualTo(InboundEnd.REVOKED);
    }

    @Test
    void aStreamIsTakenBackWhenTheTransportIsRemovedThatHasNotSaidThatItEnds() {
        receive();
        add(2, second, new EndpointTraits());
        arrive(first, frames.revoked(0), FIRST_SENDER);

        harness.receiver.removeTransport(MANUAL, 2);
        harness.cycle();

        assertThat(LogMetadata.isRevoked(image.file.metadata())).isTrue();
        assertThat(image.end()).isEqualTo(InboundEnd.REVOKED);
        assertThat(harness.count(SystemCounter.IMAGES_REVOKED)).isEqualTo(1);
    }

    @Test
    void aTransportWhosePortCannotBeTakenOutOfThePollerIsClosedAllTheSame() {
        harness.poller.failsToRemove = true;

        harness.receiver.removeTransport(MANUAL, 1);
        harness.cycle();

        assertThat(first.isClosed).isTrue();
        assertThat(harness.conductor.told).contains("receiving endpoint closed 200 transport 1");
        assertThat(harness.errors).hasSize(1);
        harness.errors.clear();
    }

    @Test
    void aTransportThatIsRemovedIsForgotten() {
        receive();
        add(2, second, new EndpointTraits());
        arrive(second, frames.heartbeat(0), SECOND_SENDER);
        second.takeLines();

        harness.receiver.removeTransport(MANUAL, 1);
        assertThat(transportCount()).isEqualTo(1);
        assertThat(first.isClosed).isTrue();
        assertThat(harness.poller.has(first)).isFalse();
        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(harness.conductor.told).contains("receiving endpoint closed 200 transport 1");
        assertThat(second.takeLines()).containsExactly(NOTHING_CONSUMED + "41002");
        assertThat(transportCount()).isEqualTo(1);

        FakePort third = new FakePort();
        add(3, third, new EndpointTraits());
        arrive(third, frames.data(0, 64), SECOND_SENDER);
        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(third.takeLines()).containsExactly(NOTHING_CONSUMED + "41002");
        assertThat(image.readFrom(0)).isEqualTo(64);
    }

    @Test
    void anImageWhoseTransportIsGoneBeforeItBeginsIsReceivedByAnother() {
        add(2, second, new EndpointTraits());
        harness.receiver.removeTransport(MANUAL, 1);

        receive();
        assertThat(second.takeLines()).isEmpty();
        assertThat(transportCount()).isZero();

        arrive(second, frames.data(0, 64), SECOND_SENDER);
        assertThat(second.takeLines()).containsExactly(NOTHING_CONSUMED + "41002");
    }

    @Test
    void anUnknownStreamIsAskedForByTheTransportThatBroughtItAlone() {
        add(2, second, new EndpointTraits());

        arrive(second, frames.data(0, 64), SECOND_SENDER);
        assertThat(second.takeLines())
                .containsExactly("SM session=5 stream=10 term=0 offset=0 window=0 receiver=77 flags=0x80 -> 41002");
        arrive(first, frames.data(0, 64), FIRST_SENDER);
        assertThat(first.takeLines()).isEmpty();

        arrive(second, frames.setup(0), SECOND_SENDER);
        assertThat(harness.conductor.setups).hasSize(1);
        assertThat(harness.conductor.setups.get(0).transportId()).isEqualTo(2);
        assertThat(harness.conductor.setups.get(0).control()).isEqualTo(SECOND_SENDER);
    }

    @Test
    void aMeasurementIsAnsweredByTheTransportThatBroughtItAlone() {
        receive();
        add(2, second, new EndpointTraits());
        arrive(second, frames.heartbeat(0), SECOND_SENDER);
        first.takeLines();
        second.takeLines();

        arrive(second, frames.rtt(RttFrame.FLAG_REPLY_REQUESTED, 9, 0), SECOND_SENDER);

        assertThat(first.takeLines()).isEmpty();
        assertThat(second.takeLines()).hasSize(1).allMatch(line -> line.startsWith("RTT"));
    }

    @Test
    @Conformance("WP-84")
    void eachTransportSolicitsByItself() {
        EndpointTraits controlled = new EndpointTraits();
        controlled.solicited = SOLICITED;
        controlled.resolvableControl = "localhost:30001";
        add(2, second, controlled);
        String solicits = "SM session=0 stream=0 term=0 offset=0 window=0 receiver=77 flags=0x80 -> 30001";
        assertThat(second.takeLines()).containsExactly(solicits);

        harness.receiver.addInterest(MANUAL, STREAM, SESSION);
        assertThat(second.takeLines())
                .containsExactly("SM session=5 stream=10 term=0 offset=0 window=0 receiver=77 flags=0x80 -> 30001");

        for (int i = 0; i < 5; i++) {
            harness.cycleAfter(Transport.SOLICITATION_INTERVAL_NS);
            arrive(first, frames.heartbeat(0), FIRST_SENDER);
        }
        assertThat(second.takeLines()).hasSize(5).allMatch(solicits::equals);
        assertThat(harness.conductor.told)
                .contains("receiving endpoint silent 200 transport 2")
                .doesNotContain("receiving endpoint silent 200");

        harness.receiver.redirect(MANUAL, 2, new InetSocketAddress("127.0.0.1", 30_002));
        harness.cycleAfter(Transport.SOLICITATION_INTERVAL_NS);
        assertThat(second.takeLines()).hasSize(1).allMatch(line -> line.endsWith(" -> 30002"));
    }

    @Test
    void allTransportsGoWithTheirEndpoint() {
        receive();
        add(2, second, new EndpointTraits());

        harness.receiver.removeEndpoint(MANUAL);
        harness.cycle();

        assertThat(List.of(first, second)).allMatch(port -> port.isClosed);
        assertThat(harness.conductor.told)
                .contains("receiving endpoint closed 200")
                .noneMatch(told -> told.contains("transport"));
        assertThat(image.end()).isEqualTo(InboundEnd.UNWANTED);
    }

    @Test
    void aTransportThatCannotBeOpenedIsClosedAndTheConductorIsTold() {
        harness.poller.failsToAdd = true;
        assertThatIllegalStateException().isThrownBy(() -> add(2, second, new EndpointTraits()));
        harness.poller.failsToAdd = false;

        harness.receiver.removeTransport(MANUAL, 2);
        receive();

        assertThat(second.isClosed).isTrue();
        assertThat(harness.conductor.told)
                .containsExactly(
                        "receiving endpoint failed 200 transport 2: cannot receive",
                        "receiving endpoint closed 200 transport 2");
        assertThat(transportCount()).isEqualTo(1);
    }

    @Test
    void whatIsAskedOfUnknownTransportsIsIgnored() {
        FakePort late = new FakePort();

        harness.receiver.addTransport(999, ReceiverHarness.transport(1, late, new EndpointTraits()));
        harness.receiver.redirect(MANUAL, 99, SOLICITED);
        harness.cycle();

        assertThat(late.isClosed).isTrue();
        assertThat(harness.conductor.told).isEmpty();
        assertThat(harness.errors).isEmpty();
    }

    private void add(long transportId, FakePort port, EndpointTraits traits) {
        harness.receiver.addTransport(MANUAL, ReceiverHarness.transport(transportId, port, traits));
    }

    /** The image is received, as offered by the first transport. */
    private void receive() {
        image.transportId = 1;
        image.control = FIRST_SENDER;
        harness.receiver.addStream(image.setup(MANUAL));
        harness.cycle();
        first.takeLines();
    }

    private void arrive(FakePort port, UnsafeBuffer datagram, InetSocketAddress sender) {
        harness.poller.deliver(port, datagram, sender);
        harness.cycle();
    }

    private int transportCount() {
        return LogMetadata.activeTransportCount(image.file.metadata());
    }

    private long endOfStream() {
        return LogMetadata.endOfStreamPositionAcquire(image.file.metadata());
    }
}
