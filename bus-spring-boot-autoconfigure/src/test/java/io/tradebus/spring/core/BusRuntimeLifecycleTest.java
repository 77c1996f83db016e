package io.tradebus.spring.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ListenerWork;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.support.Await;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BusRuntimeLifecycleTest {
    private final CountDownLatch handlerReturned = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final BusRuntimeLifecycle lifecycle =
            new BusRuntimeLifecycle(observer -> new Connection(), new BusStreams(List.of()), RuntimeObserver.NONE);

    @Test
    @Timeout(60)
    void isNotWaitedForByAHandlerThatStopsIt() throws Exception {
        lifecycle.start();
        Thread agent = new AgentThread(
                () -> {
                    lifecycle.stop();
                    handlerReturned.countDown();
                },
                "bus-test");
        agent.start();

        agent.join();
        Await.until("closed behind it", () -> closed.getCount() == 0);

        assertThat(lifecycle.isRunning()).isFalse();
    }

    /** Closes when no handler runs any more. */
    private final class Connection implements BusConnection {
        @Override
        public BusPublisher publisher(StreamDefinition stream) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ListenerAgent listener(ListenerDefinition definition, Supplier<ListenerWork> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            try {
                handlerReturned.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            closed.countDown();
        }
    }
}
