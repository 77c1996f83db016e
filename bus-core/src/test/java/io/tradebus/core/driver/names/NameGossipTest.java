package io.tradebus.core.driver.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.ResolverConfig;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.format.channel.ChannelParam;
import io.tradebus.core.format.frame.ResolutionFrame;
import io.tradebus.core.support.Conformance;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a driver tells others about names, and what it makes of what they tell. See docs/wire-protocol.md#names-by-gossip. */
class NameGossipTest {
    private static final InetSocketAddress BOUND = at("10.0.0.1", 8050);
    private static final InetSocketAddress BETA = at("10.0.0.2", 8051);
    private static final InetSocketAddress GAMMA = at("10.0.0.3", 8052);

    private final Map<String, String> hosts = new HashMap<>(Map.of("beta-host", "10.0.0.2"));
    private final List<String> warnings = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(64 << 10)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(16 << 10)));
    private final AtomicCounter invalid = counters.newCounter("invalid");
    private final GossipPort port = new GossipPort(BOUND);
    private long nowMs = 1_000;
    private NameGossip gossip = newGossip(port, "beta-host:8051");

    @BeforeEach
    void start() {
        gossip.onStart();
    }

    @Test
    @Conformance("WP-96")
    void saysEverySecondWhoAndWhereItIsToWhomItBeginsWith() {
        runUntilMs(3_500);

        assertThat(port.sent)
                .hasSize(3)
                .containsOnly(
                        "to 10.0.0.2:8051 RES [entry type=1 flags=0x80 port=8050 age=0 address=0a000001 name='alpha']");
    }

    @Test
    void saysNothingWhenItKnowsOfNobody() {
        GossipPort lonely = new GossipPort(BOUND);
        gossip = newGossip(lonely, "");
        gossip.onStart();

        runUntilMs(5_000);

        assertThat(lonely.sent).isEmpty();
    }

    @Test
    @Conformance("WP-96")
    void tellsItsNeighboursEveryTwoSecondsOfAllNamesItKnows() {
        arrive(self("beta", "10.0.0.2", 8051), BETA);
        arrive(self("gamma", "10.0.0.3", 8052), GAMMA);
        runUntilMs(3_100);

        assertThat(port.sent)
                .filteredOn(each -> !each.contains("flags=0x80"))
                .hasSize(2)
                .allMatch(each -> each.contains("age=1990 address=0a000002 name='beta'")
                        && each.contains("age=1990 address=0a000003 name='gamma'"))
                .anyMatch(each -> each.startsWith("to 10.0.0.2:8051 "))
                .anyMatch(each -> each.startsWith("to 10.0.0.3:8052 "));
    }

    @Test
    @Conformance("WP-96")
    void splitsNamesIntoDatagramsThatAreNotLongerThanTheMtu() {
        for (int i = 0; i < 40; i++) {
            arrive(entry("driver-" + "x".repeat(60) + i, "10.0.1." + i, 9000 + i, 0), BETA);
        }
        arrive(self("beta", "10.0.0.2", 8051), BETA);
        port.lengths.clear();
        runUntilMs(3_100);

        assertThat(port.lengths).allMatch(length -> length <= 1408);
        long named = port.sent.stream()
                .filter(each -> each.startsWith("to 10.0.0.2:8051 "))
                .mapToLong(each -> each.split("name='driver-", -1).length - 1)
                .sum();
        assertThat(named).isEqualTo(40);
    }

    @Test
    @Conformance("WP-97")
    void takesTheSourceOfTheDatagramForAWildcardAddress() {
        arrive(self("beta", "0.0.0.0", 8051), at("10.0.0.2", 9999));
        runUntilMs(1_100);

        assertThat(lookUp("beta")).isEqualTo("10.0.0.2");
        assertThat(observed).containsExactly("added 10.0.0.2:8051");
        assertThat(labels()).containsEntry("Resolver neighbors: bound 10.0.0.1:8050", 1L);
    }

    @Test
    @Conformance("WP-98")
    void ignoresWhatOthersTellOfItself() {
        arrive(entry("alpha", "10.9.9.9", 8050, 0), BETA);
        runUntilMs(1_100);

        assertThat(lookUp("alpha")).isEqualTo("10.0.0.1");
        assertThat(observed).isEmpty();
    }

    @Test
    @Conformance("WP-98")
    void forgetsNamesAndNeighboursThatHaveBeenSilentForTenSeconds() {
        arrive(self("beta", "10.0.0.2", 8051), BETA);
        runUntilMs(10_900);
        assertThat(lookUp("beta")).isEqualTo("10.0.0.2");

        runUntilMs(11_100);

        assertThat(lookUp("beta")).isEqualTo("unknown");
        assertThat(observed).containsExactly("added 10.0.0.2:8051", "removed 10.0.0.2:8051");
        assertThat(labels())
                .containsEntry("Resolver cache entries: name=alpha", 0L)
                .containsEntry("Resolver neighbors: bound 10.0.0.1:8050", 0L);
    }

    @Test
    void countsHowLongAgoWhoeverTellsHasHeardOfIt() {
        arrive(entry("gamma", "10.0.0.3", 8052, 7_000), BETA);
        runUntilMs(3_900);
        assertThat(lookUp("gamma")).isEqualTo("10.0.0.3");

        runUntilMs(4_200);

        assertThat(lookUp("gamma")).isEqualTo("unknown");
    }

    @Test
    void doesNotLetOldNewsReplaceWhatItHeardItself() {
        arrive(self("beta", "10.0.0.2", 8051), BETA);
        runUntilMs(2_000);
        arrive(entry("beta", "10.0.0.77", 8051, 5_000), GAMMA);
        runUntilMs(2_100);

        assertThat(lookUp("beta")).isEqualTo("10.0.0.2");
    }

    @Test
    @Conformance("WP-99")
    void stopsAtATruncatedEntryAndCountsTheDatagramAsInvalid() {
        UnsafeBuffer datagram = new UnsafeBuffer(new byte[256]);
        int length = ResolutionFrame.HEADER_LENGTH;
        length += ResolutionFrame.writeEntry(
                datagram, length, 8051, BETA.getAddress().getAddress(), "beta");
        length += ResolutionFrame.writeEntry(
                        datagram, length, 8052, GAMMA.getAddress().getAddress(), "gamma")
                - 8;
        ResolutionFrame.writeHeader(datagram, 0, length);
        port.arrive(datagram, length, BETA);
        runUntilMs(1_100);

        assertThat(lookUp("beta")).isEqualTo("10.0.0.2");
        assertThat(lookUp("gamma")).isEqualTo("unknown");
        assertThat(invalid.get()).isEqualTo(1);
    }

    @Test
    void showsWhetherItHearsWhomItBeginsWithAndLooksForThemAgain() {
        hosts.remove("beta-host");
        gossip = newGossip(port, "beta-host:8051");
        gossip.onStart();
        gossip.doWork();
        assertThat(warnings).hasSize(1).first().asString().contains("endpoint=beta-host:8051");
        assertThat(labels()).containsEntry("Bootstrap neighbor: name=beta-host:8051 resolved=", 0L);

        hosts.put("beta-host", "10.0.0.2");
        runUntilMs(11_100);
        arrive(self("beta", "10.0.0.2", 8051), BETA);
        runUntilMs(11_200);

        assertThat(labels()).containsEntry("Bootstrap neighbor: name=beta-host:8051 resolved=10.0.0.2:8051", 1L);
    }

    @Test
    void keepsABoundedNumberOfNamesAndNeighbours() {
        for (int i = 0; i < NameCache.CAPACITY + 100; i++) {
            arrive(
                    entry("made-up-" + i, "10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255), 9000, 0),
                    BETA);
        }
        runUntilMs(5_000);

        assertThat(labels())
                .containsEntry("Resolver cache entries: name=alpha", (long) NameCache.CAPACITY)
                .containsEntry("Resolver neighbors: bound 10.0.0.1:8050", (long) Neighbors.HEARSAY_CAPACITY);

        for (int i = 0; i < Neighbors.CAPACITY; i++) {
            arrive(self("made-up", "10.1." + (i >> 8) + "." + (i & 255), 9000), BETA);
        }
        runUntilMs(6_000);
        assertThat(labels()).containsEntry("Resolver neighbors: bound 10.0.0.1:8050", (long) Neighbors.CAPACITY);
    }

    @Test
    void sendsNoMoreThan64DatagramsInATickAndTheRestInTheNextOnes() {
        int neighbors = 100;
        for (int i = 0; i < neighbors; i++) {
            arrive(self("neighbor-" + i, "10.1.0." + i, 9000), BETA);
        }
        for (int i = 0; i < 900; i++) {
            arrive(entry("driver-" + "x".repeat(60) + i, "10.2." + (i >> 8) + "." + (i & 255), 9000, 0), BETA);
        }
        runUntilMs(2_900);
        port.sent.clear();

        int most = 0;
        int before = 0;
        while (nowMs < 4_900) {
            runUntilMs(nowMs + 10);
            most = Math.max(most, port.sent.size() - before);
            before = port.sent.size();
        }

        assertThat(most).isEqualTo(64);
        List<String> toOne = port.sent.stream()
                .filter(each -> each.startsWith("to 10.1.0.77:9000 ") && !each.contains("flags=0x80"))
                .toList();
        assertThat(toOne.stream()
                        .mapToInt(each -> each.split("name=", -1).length - 1)
                        .sum())
                .as("names that a neighbour was told")
                .isEqualTo(1_000);
        assertThat(toOne.get(0)).contains("age=19");
        assertThat(toOne.get(toOne.size() - 1))
                .as("ages are those of when it is told")
                .doesNotContain("age=19");
    }

    @Test
    void takesNoAddressWhereNobodyIsOrAnybody() {
        arrive(entry("anywhere", "0.0.0.0", 8052, 0), BETA);
        arrive(entry("group", "224.0.1.1", 8052, 0), BETA);
        arrive(self("group-too", "224.0.1.1", 8052), BETA);
        runUntilMs(1_100);

        assertThat(List.of(lookUp("anywhere"), lookUp("group"), lookUp("group-too")))
                .containsOnly("unknown");
        assertThat(observed).isEmpty();
    }

    @Test
    void doesNotForgetANeighbourEarlierForOldNewsOfItself() {
        arrive(self("beta", "10.0.0.2", 8051), BETA);
        runUntilMs(2_000);
        UnsafeBuffer old = entry("beta", "10.0.0.2", 8051, 9_000);
        ResolutionFrame.writeSelf(old, ResolutionFrame.HEADER_LENGTH);
        ResolutionFrame.writeAge(old, ResolutionFrame.HEADER_LENGTH, 9_000);
        arrive(old, BETA);
        runUntilMs(9_000);

        assertThat(observed).containsExactly("added 10.0.0.2:8051");
    }

    @Test
    void looksUpWhomItBeginsWithOneByOneAndSaysAtOnceWhoItIs() {
        hosts.put("gamma-host", "10.0.0.3");
        gossip = newGossip(port, "beta-host:8051,gamma-host:8052");
        gossip.onStart();
        port.sent.clear();

        gossip.doWork();
        assertThat(port.sent).hasSize(1).allMatch(each -> each.startsWith("to 10.0.0.2:8051 "));
        runUntilMs(nowMs + 10);
        assertThat(port.sent).hasSize(2).last().asString().startsWith("to 10.0.0.3:8052 ");
    }

    private NameGossip newGossip(GossipPort port, String bootstrap) {
        NameLookup system = (host, param, isReResolution) -> {
            String known = hosts.get(host);
            return known == null ? null : address(known);
        };
        NameSettings settings = NameSettings.of(
                ResolverConfig.DEFAULT.withName("alpha").withBootstrapNeighbors(bootstrap), "10.0.0.1:8050", 1408);
        NameObserver observer = new NameObserver() {
            @Override
            public void onNeighborAdded(String address) {
                observed.add("added " + address);
            }

            @Override
            public void onNeighborRemoved(String address) {
                observed.add("removed " + address);
            }
        };
        return new NameGossip(
                settings,
                port,
                system,
                counters,
                new RejectedDatagrams(invalid),
                () -> TimeUnit.MILLISECONDS.toNanos(nowMs),
                observer,
                warnings::add);
    }

    private void runUntilMs(long endMs) {
        while (nowMs < endMs) {
            nowMs += 10;
            gossip.doWork();
        }
    }

    private String lookUp(String host) {
        InetAddress address = gossip.lookUp(host, ChannelParam.ENDPOINT, false);
        return address == null ? "unknown" : address.getHostAddress();
    }

    private void arrive(UnsafeBuffer datagram, InetSocketAddress source) {
        port.arrive(datagram, datagram.capacity(), source);
    }

    private static UnsafeBuffer self(String name, String address, int port) {
        UnsafeBuffer datagram = entry(name, address, port, 0);
        ResolutionFrame.writeSelf(datagram, ResolutionFrame.HEADER_LENGTH);
        return datagram;
    }

    private static UnsafeBuffer entry(String name, String address, int port, int ageMs) {
        int length =
                ResolutionFrame.HEADER_LENGTH + ResolutionFrame.entryLength(ResolutionFrame.TYPE_IPV4, name.length());
        UnsafeBuffer datagram = new UnsafeBuffer(new byte[length]);
        ResolutionFrame.writeHeader(datagram, 0, length);
        ResolutionFrame.writeEntry(
                datagram, ResolutionFrame.HEADER_LENGTH, port, address(address).getAddress(), name);
        ResolutionFrame.writeAge(datagram, ResolutionFrame.HEADER_LENGTH, ageMs);
        return datagram;
    }

    private Map<String, Long> labels() {
        Map<String, Long> values = new TreeMap<>();
        counters.forEach((id, label) -> values.put(label, counters.getCounterValue(id)));
        return values;
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address(address), port);
    }

    private static InetAddress address(String numbers) {
        try {
            return InetAddress.getByName(numbers);
        } catch (UnknownHostException e) {
            throw new AssertionError(numbers, e);
        }
    }
}
