package io.tradebus.core.driver.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamicDestinationsTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final InetSocketAddress FIRST = new InetSocketAddress("10.0.0.1", 20_001);
    private static final InetSocketAddress SECOND = new InetSocketAddress("10.0.0.2", 20_001);

    private final List<String> warnings = new ArrayList<>();
    private final DynamicDestinations destinations = new DynamicDestinations(warnings::add);
    // The clock is about to turn negative, as it may at any time.
    private long nowNs = Long.MAX_VALUE - SECOND_NS;

    @Test
    @Conformance({"WP-82", "DB-74"})
    void areReceiversThatWereHeardInTheLast5Seconds() {
        destinations.onReceiver(1, FIRST, nowNs);
        nowNs += SECOND_NS;
        destinations.onReceiver(2, SECOND, nowNs);
        nowNs += 4 * SECOND_NS - 1;
        destinations.removeSilent(nowNs);
        assertThat(destinations.size()).isEqualTo(2);

        nowNs += 1;
        destinations.removeSilent(nowNs);
        assertThat(destinations.size()).isEqualTo(1);
        assertThat(destinations.get(0).address()).isEqualTo(SECOND);

        nowNs += SECOND_NS;
        destinations.removeSilent(nowNs);
        assertThat(destinations.size()).isZero();
    }

    @Test
    void areKeptAsLongAsTheyAreHeard() {
        for (int i = 0; i < 10; i++) {
            destinations.onReceiver(1, FIRST, nowNs);
            nowNs += 4 * SECOND_NS;
            destinations.removeSilent(nowNs);
        }

        assertThat(destinations.size()).isEqualTo(1);
    }

    @Test
    void areToldApartByReceiverAndPort() {
        destinations.onReceiver(1, FIRST, nowNs);
        destinations.onReceiver(1, SECOND, nowNs);
        assertThat(destinations.size()).isEqualTo(1);

        destinations.onReceiver(1, new InetSocketAddress("10.0.0.1", 20_002), nowNs);
        destinations.onReceiver(2, FIRST, nowNs);
        assertThat(destinations.size()).isEqualTo(3);
        assertThat(destinations.of(2, FIRST)).isSameAs(destinations.get(2));
        assertThat(destinations.of(3, FIRST)).isNull();
    }

    @Test
    void areBoundedSinceAnybodyCanAsk() {
        for (int receiver = 0; receiver < DynamicDestinations.MAX_DESTINATIONS + 10; receiver++) {
            destinations.onReceiver(receiver, new InetSocketAddress("10.0." + receiver % 32 + ".1", 20_001), nowNs);
        }

        assertThat(destinations.size()).isEqualTo(DynamicDestinations.MAX_DESTINATIONS);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void areBoundedForEachAddressSoThatOneMachineDoesNotKeepOthersOut() {
        for (int receiver = 0; receiver < DynamicDestinations.MAX_PER_ADDRESS + 10; receiver++) {
            destinations.onReceiver(receiver, FIRST, nowNs);
        }
        assertThat(destinations.size()).isEqualTo(DynamicDestinations.MAX_PER_ADDRESS);
        assertThat(warnings)
                .containsExactly("no more receivers are sent to: 10.0.0.1:20001 asked to be, but there are 256 already;"
                        + " 4096 may be, of them 256 at one address");

        destinations.onReceiver(4711, SECOND, nowNs);
        assertThat(destinations.of(4711, SECOND)).isNotNull();

        nowNs += 5 * SECOND_NS;
        destinations.removeSilent(nowNs);
        destinations.onReceiver(1, FIRST, nowNs);
        assertThat(destinations.size()).isEqualTo(1);
    }
}
