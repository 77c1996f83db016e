package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.ENDPOINT;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SESSION;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SOLICITED;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.receiver.ReceiverHarness.EndpointTraits;
import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints whose streams do not come by themselves. */
class SolicitationTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final String SOLICITS =
            "SM session=0 stream=0 term=0 offset=0 window=0 receiver=77 flags=0x80 -> 30001";

    private ReceiverHarness harness;

    @BeforeEach
    void open() {
        EndpointTraits traits = new EndpointTraits();
        traits.solicited = SOLICITED;
        traits.resolvableControl = "localhost:30001";
        harness = new ReceiverHarness(traits);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    @Conformance("WP-84")
    void asksAtOnceAndThenEachSecondWhileSomebodyReads() {
        assertThat(harness.sent()).containsExactly(SOLICITS);

        harness.cycleAfter(SECOND_NS);
        assertThat(harness.sent()).isEmpty();

        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.cycleAfter(SECOND_NS - 1);
        assertThat(harness.sent()).isEmpty();

        harness.cycleAfter(1);
        assertThat(harness.sent()).containsExactly(SOLICITS);

        harness.receiver.removeInterest(ENDPOINT, STREAM);
        harness.cycleAfter(SECOND_NS);
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void aSubscriptionToOneSessionAsksForItAtOnce() {
        harness.sent();

        harness.receiver.addInterest(ENDPOINT, STREAM, SESSION);

        assertThat(harness.sent())
                .containsExactly("SM session=5 stream=10 term=0 offset=0 window=0 receiver=77 flags=0x80 -> 30001");
    }

    @Test
    void asksWhereTheNameLeadsNow() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.sent();

        harness.receiver.redirect(ENDPOINT, TransportSetup.OWN, new InetSocketAddress("127.0.0.1", 30_002));
        harness.cycleAfter(SECOND_NS);

        assertThat(harness.sent()).allMatch(line -> line.endsWith(" -> 30002")).hasSize(1);
    }

    @Test
    @Conformance("WP-110")
    void theConductorHearsWhenNothingWasHeardForLong() {
        for (int second = 1; second <= 4; second++) {
            harness.cycleAfter(SECOND_NS);
        }
        assertThat(harness.conductor.told).isEmpty();

        harness.cycleAfter(SECOND_NS);
        assertThat(harness.conductor.told).containsExactly("receiving endpoint silent 100");

        for (int second = 1; second <= 4; second++) {
            harness.cycleAfter(SECOND_NS);
        }
        assertThat(harness.conductor.told).hasSize(1);

        harness.cycleAfter(SECOND_NS);
        assertThat(harness.conductor.told)
                .containsExactly("receiving endpoint silent 100", "receiving endpoint silent 100");
    }

    @Test
    void whatIsHeardKeepsAName() {
        for (int second = 1; second <= 20; second++) {
            harness.cycleAfter(SECOND_NS);
            harness.arrive(harness.frames.heartbeat(0));
        }

        assertThat(harness.conductor.told).isEmpty();
    }
}
