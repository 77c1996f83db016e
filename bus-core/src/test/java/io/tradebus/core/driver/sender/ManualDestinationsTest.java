package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManualDestinationsTest {
    private static final long RECEIVER = 77;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final InetSocketAddress FIRST = new InetSocketAddress("10.0.0.1", 20_001);
    private static final InetSocketAddress SECOND = new InetSocketAddress("10.0.0.2", 20_002);

    private final ManualDestinations destinations = new ManualDestinations();
    private final List<Long> lookedUp = new ArrayList<>();
    // The clock is about to turn negative, as it may at any time.
    private long nowNs = Long.MAX_VALUE - SECOND_NS;

    @BeforeEach
    void addTwo() {
        destinations.add(1, FIRST, nowNs);
        destinations.add(2, SECOND, nowNs);
    }

    @Test
    @Conformance("DB-73")
    void areRemovedByTheRequestThatAddedThem() {
        destinations.add(3, FIRST, nowNs);

        destinations.remove(1);
        destinations.remove(99);

        assertThat(destinations.size()).isEqualTo(2);
        assertThat(destinations.get(0).address()).isEqualTo(SECOND);
        assertThat(destinations.get(1).registrationId()).isEqualTo(3);
    }

    @Test
    void knowAReceiverByItsAddressAndThenByItsIdAndPort() {
        InetSocketAddress sameHost = new InetSocketAddress("10.0.0.9", FIRST.getPort());
        assertThat(destinations.of(RECEIVER, sameHost)).isNull();

        destinations.onReceiver(RECEIVER, FIRST, nowNs);

        assertThat(destinations.of(RECEIVER, sameHost)).isSameAs(destinations.get(0));
        assertThat(destinations.of(RECEIVER + 1, sameHost)).isNull();
        assertThat(destinations.of(RECEIVER, new InetSocketAddress("10.0.0.9", 7)))
                .isNull();
    }

    @Test
    void followAReceiverThatWasStartedAgain() {
        destinations.onReceiver(RECEIVER, FIRST, nowNs);
        pass(4 * SECOND_NS);

        destinations.onReceiver(RECEIVER + 1, FIRST, nowNs);
        pass(4 * SECOND_NS);
        destinations.checkSilence(nowNs, lookedUp::add);

        assertThat(lookedUp).containsExactly(2L);
    }

    @Test
    @Conformance("WP-83")
    void areLookedUpAgainEvery5SecondsWhileTheyAreSilentAndKept() {
        pass(5 * SECOND_NS - 1);
        destinations.onReceiver(RECEIVER, FIRST, nowNs);
        destinations.checkSilence(nowNs, lookedUp::add);
        assertThat(lookedUp).isEmpty();

        pass(1);
        destinations.checkSilence(nowNs, lookedUp::add);
        destinations.checkSilence(nowNs, lookedUp::add);
        destinations.removeSilent(nowNs);
        assertThat(lookedUp).containsExactly(2L);
        assertThat(destinations.size()).isEqualTo(2);

        pass(5 * SECOND_NS);
        destinations.checkSilence(nowNs, lookedUp::add);
        assertThat(lookedUp).containsExactly(2L, 1L, 2L);
    }

    @Test
    void areLookedUpWithTheNextCheckWhenItCouldNotBeDone() {
        pass(5 * SECOND_NS);

        destinations.checkSilence(nowNs, id -> false);
        destinations.checkSilence(nowNs, lookedUp::add);

        assertThat(lookedUp).containsExactly(1L, 2L);
    }

    @Test
    void areSentToWhereTheirNameLeads() {
        InetSocketAddress elsewhere = new InetSocketAddress("10.0.0.3", FIRST.getPort());

        destinations.redirect(1, elsewhere);
        destinations.redirect(99, elsewhere);

        assertThat(destinations.get(0).address()).isEqualTo(elsewhere);
        assertThat(destinations.get(1).address()).isEqualTo(SECOND);
    }

    private void pass(long durationNs) {
        nowNs += durationNs;
    }
}
