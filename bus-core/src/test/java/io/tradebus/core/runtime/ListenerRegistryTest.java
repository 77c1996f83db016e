package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.idle.Wakeups;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerRegistryTest {
    private final ListenerRegistry registry = new ListenerRegistry(() -> 0);
    private final List<String> closed = new ArrayList<>();

    /** Cannot be closed without an exception. */
    private final class Owner implements ListenerOwner {
        @Override
        public void onStirred() {}

        private final Wakeups wakeups = new Wakeups();

        @Override
        public Wakeups wakeups() {
            return wakeups;
        }

        @Override
        public void subscribe(PollingListener listener) {}

        @Override
        public void onListenerClosed(PollingListener listener) {
            closed.add(listener.id());
            throw new IllegalStateException("cannot close " + listener.id());
        }
    }

    private void add(String id) {
        MessageHandler handler = (buffer, offset, length, header) -> BusAction.CONTINUE;
        registry.add(new PollingListener(
                ListenerDefinition.of(id, InvokedBus.ORDERS),
                () -> new ListenerWork(handler, (failure, message, attempt) -> FailureDecision.HALT),
                RuntimeObserver.NONE,
                RuntimeClocks.SYSTEM,
                new Owner()));
    }

    @Test
    void closesAllListenersAlsoIfTheFirstCannotBeClosed() {
        add("first");
        add("second");
        add("third");

        assertThatThrownBy(registry::close)
                .hasMessage("cannot close first")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("cannot close second", "cannot close third"));

        assertThat(closed).containsExactly("first", "second", "third");
    }
}
