package io.tradebus.spring.listener;

import io.tradebus.core.runtime.FailureHandler;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ListenerState;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.ReceptionView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A listener agent that does what its test says, and notes what it was asked for. */
final class FakeAgent implements ListenerAgent {
    final ListenerDefinition definition;
    final MessageHandler handler;
    final FailureHandler failures;
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    volatile ListenerState state = ListenerState.RUNNING;
    volatile boolean isDrained = true;
    volatile boolean haltsWhileDraining;
    volatile List<Long> lags = List.of();
    /** How often somebody asked how many messages it has handled. */
    final AtomicInteger looks = new AtomicInteger();

    volatile long handled;
    volatile long aborted;
    /** Whether its handler runs, so that what is asked of it is not done yet. */
    volatile boolean isObeyingLate;

    final AtomicInteger stateReads = new AtomicInteger();
    volatile boolean isStuck;
    volatile boolean alwaysFails;
    volatile @Nullable CountDownLatch stuckUntil;
    volatile @Nullable Runnable inHandler;
    volatile @Nullable String cycleThread;
    volatile @Nullable String closeThread;

    FakeAgent(ListenerDefinition definition, MessageHandler handler, FailureHandler failures) {
        this.definition = definition;
        this.handler = handler;
        this.failures = failures;
    }

    @Override
    public int doWork() {
        cycleThread = Thread.currentThread().getName();
        if (alwaysFails) {
            throw new IllegalStateException("broken");
        }
        Runnable handling = inHandler;
        if (handling != null) {
            inHandler = null;
            handling.run();
        }
        CountDownLatch stuck = stuckUntil;
        if (stuck != null) {
            isStuck = true;
            while (isStuck) {
                try {
                    stuck.await();
                    isStuck = false;
                } catch (InterruptedException e) {
                    calls.add("interrupted");
                }
            }
        }
        return 0;
    }

    @Override
    public void onStart() {
        calls.add("onStart");
    }

    @Override
    public void onClose() {
        closeThread = Thread.currentThread().getName();
        calls.add("onClose");
    }

    @Override
    public String roleName() {
        return id();
    }

    @Override
    public String id() {
        return definition.id();
    }

    @Override
    public ListenerDefinition definition() {
        return definition;
    }

    private void become(ListenerState next) {
        if (!isObeyingLate) {
            state = next;
        }
    }

    @Override
    public ListenerState state() {
        stateReads.incrementAndGet();
        return state;
    }

    @Override
    public @Nullable ListenerFailure failure() {
        return state == ListenerState.HALTED
                ? new ListenerFailure(id(), "orders", 7, 64, 128, 4, new IllegalStateException("broken"), 0, "ff")
                : null;
    }

    @Override
    public void pause() {
        calls.add("pause");
        become(ListenerState.PAUSED);
    }

    @Override
    public void resume() {
        calls.add("resume");
        become(ListenerState.RUNNING);
    }

    @Override
    public void retry() {
        calls.add("retry");
        state = ListenerState.RUNNING;
    }

    @Override
    public void skip() {
        calls.add("skip");
        state = ListenerState.RUNNING;
    }

    @Override
    public void detach() {
        calls.add("detach");
        become(ListenerState.DETACHED);
    }

    @Override
    public void attach() {
        calls.add("attach");
        state = ListenerState.RUNNING;
    }

    @Override
    public void drain() {
        calls.add("drain");
    }

    @Override
    public boolean isDrained() {
        if (haltsWhileDraining) {
            state = ListenerState.HALTED;
        }
        return isDrained;
    }

    @Override
    public long awaitDrained(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ListenerSession> sessions() {
        return lags.stream()
                .map(bytes -> new ListenerSession("orders", 7, 0, bytes, 0, false, "aeron:ipc"))
                .toList();
    }

    @Override
    public @Nullable ReceptionView reception(String stream) {
        return null;
    }

    @Override
    public ListenerCounters counters(String stream) {
        return new ListenerCounters() {
            @Override
            public long messages() {
                looks.incrementAndGet();
                return handled;
            }

            @Override
            public long bytes() {
                return 0;
            }

            @Override
            public long failures() {
                return 0;
            }

            @Override
            public long retries() {
                return 0;
            }

            @Override
            public long skipped() {
                return 0;
            }

            @Override
            public long deadLettered() {
                return 0;
            }

            @Override
            public long aborts() {
                return aborted;
            }
        };
    }

    @Override
    public long lag(String stream) {
        return lags.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() {
        calls.add("close");
        state = ListenerState.CLOSED;
    }
}
