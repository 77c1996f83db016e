package io.tradebus.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Publication;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void carriesAMessage() {
        try (Simulation simulation = new Simulation(1)) {
            SimulatedNode a = simulation.node("A");
            SimulatedNode b = simulation.node("B");
            Reader reader = b.read(b.channel(20001), 10);
            Publication p = a.publishExclusively(b.channel(20001) + "|session-id=7|init-term-id=5|term-id=5|term-offset=0", 10);
            simulation.runUntil(p::isConnected, Simulation.withinMs(200));
            UnsafeBuffer buffer = new UnsafeBuffer(new byte[4000]);
            System.out.println(p.offer(buffer, 0, 4000));
            simulation.runUntil(() -> reader.received() == 1, Simulation.withinMs(200));
            simulation.run(Simulation.withinMs(500));
            System.out.println(simulation.describe());
            assertThat(reader.received()).isEqualTo(1);
        }
    }
}
