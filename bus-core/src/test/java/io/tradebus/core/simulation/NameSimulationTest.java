package io.tradebus.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Publication;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.Test;

/** Receivers that move to another machine. See docs/wire-protocol.md#addresses-multicast-interfaces-resolution. */
class NameSimulationTest {
    private static final String CHANNEL = "aeron:udp?endpoint=quotes.example:20001";

    @Test
    @Conformance({"WP-110", "DB-81"})
    void followsANameThatLeadsElsewhereWhenNobodyAnswersAnyMore() {
        try (Simulation simulation = new Simulation(1)) {
            simulation.network().setName("quotes.example", "B");
            SimulatedNode a = simulation.node("A");
            SimulatedNode b = simulation.node("B");
            SimulatedNode c = simulation.node("C");
            b.read(b.channel(20001), 10);
            Publication publication = a.publish(CHANNEL, 10);
            simulation.runUntil(publication::isConnected, Simulation.withinMs(100));
            Reader reader = c.read(c.channel(20001), 10);

            b.crash();
            simulation.network().setName("quotes.example", "C");
            simulation.runUntil(() -> reader.subscription().isConnected(), Simulation.withinMs(8_000));

            assertThat(simulation.clock().elapsedNs() / 1_000_000).isBetween(5_000L, 7_000L);
            assertThat(a.counter(SystemCounter.RESOLUTION_CHANGES)).isEqualTo(1);
        }
    }

    @Test
    @Conformance("DB-81")
    void staysWhereItIsAsLongAsSomebodyAnswers() {
        try (Simulation simulation = new Simulation(1)) {
            simulation.network().setName("quotes.example", "B");
            SimulatedNode b = simulation.node("B");
            Reader reader = b.read(b.channel(20001), 10);
            Publication publication = simulation.node("A").publish(CHANNEL, 10);
            simulation.runUntil(publication::isConnected, Simulation.withinMs(100));

            simulation.network().setName("quotes.example", "A");
            simulation.run(Simulation.withinMs(8_000));

            assertThat(publication.isConnected()).isTrue();
            assertThat(reader.subscription().isConnected()).isTrue();
            assertThat(simulation.node("A").counter(SystemCounter.RESOLUTION_CHANGES))
                    .isZero();
        }
    }
}
