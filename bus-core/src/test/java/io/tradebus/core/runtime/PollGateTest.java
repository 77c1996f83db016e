package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollGateTest {
    private final PollGate gate = new PollGate();
    private final List<String> done = new ArrayList<>();

    @Test
    void doesAtOnceWhatMayBeDoneOutside() {
        gate.whenOut(() -> done.add("never in"));
        gate.enter();
        gate.exit();
        gate.whenOut(() -> done.add("out again"));

        assertThat(done).containsExactly("never in", "out again");
    }

    @Test
    void whatIsAskedWhileTheLaneIsInIsDoneOnceWhenItGoesOut() {
        gate.enter();
        gate.whenOut(() -> done.add("first"));
        gate.whenOut(() -> done.add("second"));
        assertThat(done).isEmpty();

        gate.exit();
        gate.enter();
        gate.exit();

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void knowsWhetherItIsTheCallerThatIsIn() throws Exception {
        assertThat(gate.isCallerIn()).isFalse();
        Thread lane = new Thread(gate::enter);
        lane.start();
        lane.join();
        assertThat(gate.isCallerIn()).isFalse();
        gate.exit();

        gate.enter();
        assertThat(gate.isCallerIn()).isTrue();
        gate.exit();
        assertThat(gate.isCallerIn()).isFalse();
    }

    @Test
    void anInterruptDoesNotShortenTheGrace() {
        Thread.currentThread().interrupt();
        long startNs = System.nanoTime();
        PollGate.awaitGrace();
        long waitedNs = System.nanoTime() - startNs;

        assertThat(Thread.interrupted()).isTrue();
        assertThat(waitedNs).isGreaterThanOrEqualTo(PollGate.GRACE_NS);
    }
}
