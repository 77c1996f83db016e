package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.ENDPOINT;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.driver.protocol.CongestionControl;
import io.tradebus.core.driver.receiver.ReceiverHarness.EndpointTraits;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.TestSleepers;
import io.tradebus.core.idle.Wakeups;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The duty cycle, and what the conductor asks. */
class ReceiverTest {
    private static final long OTHER_ENDPOINT = ENDPOINT + 1;

    private final ReceiverHarness harness = new ReceiverHarness();
    private final TestFrames frames = harness.frames;
    private final FakePort otherPort = new FakePort();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void doesWhatWaitsInItsMailbox() {
        TestImage image = harness.newImage(frames, 0);
        harness.requests.post(receiver -> receiver.addInterest(ENDPOINT, STREAM));
        harness.requests.post(receiver -> receiver.addStream(image.setup(ENDPOINT)));

        assertThat(harness.cycle()).isPositive();

        assertThat(image.signals.isReceivingAcquire()).isTrue();
        assertThat(harness.sent()).hasSize(1);
        assertThat(harness.cycle()).isZero();
    }

    @Test
    void letsNobodyWaitForTheLogOfAnImageThatItCannotTake() {
        TestImage image = harness.newImage(frames, 0);
        image.congestion = (CongestionControl) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CongestionControl.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("no window");
                });

        assertThatIllegalStateException().isThrownBy(() -> harness.add(image)).withMessage("no window");

        assertThat(image.signals.endAcquire()).isEqualTo(InboundEnd.UNWANTED);
        assertThat(image.signals.isReleasedAcquire()).isTrue();
        assertThat(harness.cycle()).isZero();
    }

    @Test
    void wakesThoseWhoReadAStreamThatSomethingCameOf() {
        TestImage image = harness.newImage(frames, 0);
        harness.requests.post(receiver -> receiver.addInterest(ENDPOINT, STREAM));
        harness.requests.post(receiver -> receiver.addStream(image.setup(ENDPOINT)));
        harness.cycle();
        AtomicInteger woken = new AtomicInteger();
        Sleeper reader = TestSleepers.counting(woken);
        Wakeups.listen(harness.wakeups.stream(STREAM), reader);
        reader.accept(1);

        harness.arrive(frames.heartbeat(0));
        assertThat(woken).as("nothing can be read").hasValue(0);
        harness.arrive(frames.data(0, 100));
        assertThat(woken).hasValue(1);
        reader.accept(1);

        harness.arrive(frames.data(256, 100));
        assertThat(woken).as("it cannot be read yet").hasValue(1);
        harness.arrive(frames.data(128, 100));

        assertThat(woken).hasValue(2);
    }

    @Test
    void countsWhatIsReceived() {
        harness.arrive(frames.data(0, 100), frames.heartbeat(128));

        assertThat(harness.count(SystemCounter.BYTES_RECEIVED)).isEqualTo(128 + 32);
    }

    @Test
    void watchesHowLongItsCyclesTake() {
        harness.cycleAfter(100_000_000L);
        assertThat(harness.count(SystemCounter.RECEIVER_MAX_CYCLE_TIME)).isEqualTo(100_000_000L);
        assertThat(harness.count(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED)).isZero();

        harness.cycleAfter(100_000_001L);
        assertThat(harness.count(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED)).isEqualTo(1);
        assertThat(harness.receiver.roleName()).isEqualTo("receiver");
    }

    @Test
    void endpointsAreApart() {
        harness.receiver.addEndpoint(harness.endpoint(OTHER_ENDPOINT, otherPort, new EndpointTraits()));
        harness.receiver.addInterest(OTHER_ENDPOINT, STREAM);

        harness.arrive(frames.data(0, 100));
        assertThat(harness.sent()).isEmpty();

        harness.poller.deliver(otherPort, frames.data(0, 100), ReceiverHarness.SENDER);
        harness.cycle();
        assertThat(otherPort.takeLines()).hasSize(1);
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void anEndpointThatIsRemovedIsClosedAndTheConductorIsTold() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        TestImage image = harness.add(harness.newImage(frames, 0));

        harness.receiver.removeEndpoint(ENDPOINT);
        harness.cycleAfter(ReceiverHarness.SM_TIMEOUT_NS);

        assertThat(harness.port.isClosed).isTrue();
        assertThat(harness.poller.has(harness.port)).isFalse();
        assertThat(harness.conductor.told).containsExactly("receiving endpoint closed 100");
        assertThat(image.end()).isEqualTo(InboundEnd.UNWANTED);
        assertThat(harness.errors).isEmpty();

        harness.receiver.removeStream(image.imageId);
        assertThat(image.signals.isReleasedAcquire()).isTrue();
    }

    @Test
    void theConductorIsToldOfAClosedEndpointOnceItHasRoom() {
        for (int i = 0; i < Mailbox.CAPACITY; i++) {
            harness.conductorMailbox.offer(conductor -> {});
        }
        harness.receiver.removeEndpoint(ENDPOINT);
        harness.cycle();
        assertThat(harness.conductor.told).isEmpty();

        harness.cycle();
        assertThat(harness.conductor.told).containsExactly("receiving endpoint closed 100");
    }

    @Test
    void anEndpointThatCannotBeOpenedIsClosedAndTheConductorIsTold() {
        FakePort broken = new FakePort();
        ReceiveEndpointSetup setup = harness.endpoint(300, broken, new EndpointTraits());
        harness.poller.failsToAdd = true;

        assertThatIllegalStateException().isThrownBy(() -> harness.receiver.addEndpoint(setup));
        harness.receiver.removeEndpoint(300);
        harness.cycle();

        assertThat(broken.isClosed).isTrue();
        assertThat(harness.conductor.told)
                .containsExactly(
                        "receiving endpoint failed 300 transport 0: cannot receive", "receiving endpoint closed 300");
    }

    @Test
    void whatIsNotKnownIsIgnored() {
        harness.receiver.addInterest(1, STREAM);
        harness.receiver.addInterest(1, STREAM, 5);
        harness.receiver.removeInterest(1, STREAM);
        harness.receiver.removeInterest(1, STREAM, 5);
        harness.receiver.removeInterest(ENDPOINT, STREAM);
        harness.receiver.removeInterest(ENDPOINT, STREAM, 5);
        harness.receiver.removeStream(1);
        harness.receiver.onSetupRefused(1, STREAM, 5);
        harness.receiver.onSetupRefused(ENDPOINT, STREAM, 5);
        harness.receiver.endCoolDown(1, STREAM, 5);
        harness.receiver.endCoolDown(ENDPOINT, STREAM, 5);
        harness.receiver.redirect(1, 0, ReceiverHarness.SOLICITED);

        harness.cycle();

        assertThat(harness.errors).isEmpty();
        assertThat(harness.sent()).isEmpty();
        assertThat(harness.conductor.told).isEmpty();
    }

    @Test
    void anImageThatFailsDoesNotStopTheOthers() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        TestImage failing = harness.add(harness.newImage(frames, 0));
        TestFrames others = new TestFrames(6, STREAM);
        TestImage healthy = harness.add(harness.newImage(others, 0));
        harness.cycle();
        failing.file.close();

        harness.arrive(frames.data(0, 64), others.data(0, 64));
        harness.arrive(frames.data(64, 64), others.data(64, 64));

        assertThat(failing.end()).isEqualTo(InboundEnd.SILENT);
        assertThat(harness.errors).hasSize(1);
        assertThat(healthy.end()).isEqualTo(InboundEnd.NONE);
        assertThat(healthy.readFrom(0)).isEqualTo(128);
    }

    @Test
    void anImageThatFailsInItsCycleDoesNotStopTheOthers() {
        harness.receiver.addEndpoint(harness.endpoint(OTHER_ENDPOINT, otherPort, new EndpointTraits()));
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.receiver.addInterest(OTHER_ENDPOINT, STREAM);
        otherPort.failsToSend = true;
        TestImage failing = harness.newImage(frames, 0);
        harness.receiver.addStream(failing.setup(OTHER_ENDPOINT));
        TestImage healthy = harness.add(harness.newImage(frames, 0));

        harness.cycle();

        assertThat(failing.end()).isEqualTo(InboundEnd.SILENT);
        assertThat(harness.errors).hasSize(1);
        assertThat(healthy.end()).isEqualTo(InboundEnd.NONE);
        assertThat(harness.sent()).hasSize(1);
    }

    @Test
    void closesItsPortsAndLetsGoOfLogsWhenItIsClosed() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        TestImage image = harness.add(harness.newImage(frames, 0));
        TestImage waiting = harness.newImage(new TestFrames(6, STREAM), 0);
        harness.requests.post(
                receiver -> receiver.addEndpoint(harness.endpoint(OTHER_ENDPOINT, otherPort, new EndpointTraits())));
        harness.requests.post(receiver -> receiver.addStream(waiting.setup(OTHER_ENDPOINT)));

        harness.receiver.onClose();

        assertThat(harness.port.isClosed).isTrue();
        assertThat(otherPort.isClosed).isTrue();
        assertThat(harness.poller.isClosed).isTrue();
        assertThat(List.of(image, waiting)).allMatch(each -> each.signals.isReleasedAcquire());
    }
}
