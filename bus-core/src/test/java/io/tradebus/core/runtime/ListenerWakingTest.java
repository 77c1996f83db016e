package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.TestSleepers;
import io.tradebus.core.idle.Wakeups;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListenerWakingTest {
    private final Wakeups wakeups = new Wakeups();
    private final AtomicInteger woken = new AtomicInteger();
    private final Sleeper sleeper = TestSleepers.counting(woken);
    private final PollingListener listener = new PollingListener(
            ListenerDefinition.of("orders", InvokedBus.ORDERS),
            () -> new ListenerWork(
                    (buffer, offset, length, header) -> BusAction.CONTINUE,
                    (failure, message, attempt) -> FailureDecision.HALT),
            RuntimeObserver.NONE,
            RuntimeClocks.SYSTEM,
            new Owner());
    private final WakeableAgent lane = (WakeableAgent) listener.workers().get(0);

    private final class Owner implements ListenerOwner {
        @Override
        public void onStirred() {}

        @Override
        public Wakeups wakeups() {
            return wakeups;
        }

        @Override
        public void subscribe(PollingListener subscribed) {}

        @Override
        public void onListenerClosed(PollingListener closed) {}
    }

    private void ring() {
        sleeper.accept(1);
        wakeups.stream(InvokedBus.ORDERS.streamId()).ring();
    }

    @Test
    void isWokenByWhatIsPublishedUntilItIsClosed() {
        lane.wakes(sleeper);
        ring();
        assertThat(woken).hasValue(1);
        listener.pause();
        woken.set(0);
        ring();
        assertThat(woken).as("it may go on").hasValue(1);

        lane.onClose();
        woken.set(0);
        ring();

        assertThat(woken).hasValue(0);
    }

    @Test
    void isWokenByWhatIsAskedOfIt() {
        lane.wakes(sleeper);

        wakes(listener::pause);
        wakes(listener::resume);
        wakes(listener::drain);
        wakes(listener::detach);
        wakes(listener::close);
    }

    private void wakes(Runnable request) {
        sleeper.accept(1);
        woken.set(0);
        request.run();
        assertThat(woken).hasValue(1);
    }
}
