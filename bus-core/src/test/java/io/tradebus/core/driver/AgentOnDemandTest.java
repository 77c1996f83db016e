package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.idle.Outlook;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;

class AgentOnDemandTest {
    private final List<String> calls = new ArrayList<>();
    private final UnsafeBuffer counters =
            new UnsafeBuffer(ByteBuffer.allocateDirect(2 * CountersReader.COUNTER_LENGTH));
    private final AgentOnDemand<Worker> place = new AgentOnDemand<>(
            "worker", () -> 0, new CycleTimes(new AtomicCounter(counters, 0), new AtomicCounter(counters, 1), 1_000));

    private final class Worker implements Agent, Outlook {
        @Override
        public void onStart() {
            calls.add("start");
        }

        @Override
        public int doWork() {
            calls.add("work");
            return 3;
        }

        @Override
        public long quietNs() {
            return 17;
        }

        @Override
        public void onClose() {
            calls.add("close");
        }

        @Override
        public String roleName() {
            return "worker";
        }
    }

    @Test
    void hasNothingToDoAndNothingDueUntilItIsGivenTheAgent() throws Exception {
        place.onStart();

        assertThat(place.doWork()).isZero();
        assertThat(place.quietNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(place.roleName()).isEqualTo("worker");
        place.onClose();
        assertThat(calls).isEmpty();
    }

    @Test
    void startsTheAgentOnceAndWorksAsItDoes() throws Exception {
        place.onStart();
        place.give(new Worker());
        assertThat(calls).isEmpty();

        assertThat(place.doWork()).isEqualTo(3);
        assertThat(place.doWork()).isEqualTo(3);

        assertThat(calls).containsExactly("start", "work", "work");
        assertThat(place.quietNs()).isEqualTo(17);
    }

    @Test
    void closesAnAgentThatItWasGivenAndHasNotBegunWith() {
        place.onStart();
        place.give(new Worker());

        place.onClose();

        assertThat(calls).containsExactly("close");
    }

    @Test
    void closesAnAgentForWhichItIsTooLate() {
        place.onClose();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> place.give(new Worker()))
                .withMessageContaining("the driver is being closed: there is no worker any more");
        assertThat(calls).containsExactly("close");
    }

    @Test
    void takesOneAgentOnly() throws Exception {
        place.give(new Worker());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> place.give(new Worker()));
        assertThat(calls).containsExactly("close");

        place.doWork();
        place.onClose();

        assertThat(calls).containsExactly("close", "start", "work", "close");
    }
}
