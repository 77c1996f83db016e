package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.idle.Sleep;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DriverThreadsTest {
    private final AtomicReference<Throwable> error = new AtomicReference<>();
    private final DriverThreads threads = new DriverThreads(error::set);

    @Test
    void waitsForTheEndOfItsThreadsAlsoWhenWhoeverClosesThemIsInterrupted() {
        SlowAgent agent = new SlowAgent();
        threads.add(agent, new SleepingMillisIdleStrategy());
        threads.start();
        Await.until("the agent works", () -> agent.isWorking);

        try (Threads others = new Threads()) {
            others.start("releases", () -> {
                Await.until("the close begins", () -> agent.isReleasable);
                agent.mayEnd.countDown();
            });
            Thread.currentThread().interrupt();
            agent.isReleasable = true;
            threads.close();

            assertThat(agent.isClosed).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            agent.mayEnd.countDown();
        }
    }

    /** Who is not woken is interrupted after a while. */
    @Test
    @Timeout(60)
    void wakesThreadsThatAreToEnd() {
        AtomicInteger sleeps = new AtomicInteger();
        AtomicBoolean wasInterrupted = new AtomicBoolean();
        Sleep sleep = new Sleep() {
            @Override
            public void begin(long timeoutNs) {
                sleeps.incrementAndGet();
                LockSupport.parkNanos(timeoutNs);
                wasInterrupted.compareAndSet(false, Thread.currentThread().isInterrupted());
            }

            @Override
            public void end(Thread sleeper) {
                LockSupport.unpark(sleeper);
            }
        };
        Sleeper sleeper = new Sleeper(sleep, () -> false);
        AtomicBoolean isClosed = new AtomicBoolean();
        Agent agent = new Agent() {
            @Override
            public int doWork() {
                return 0;
            }

            @Override
            public void onClose() {
                isClosed.set(true);
            }

            @Override
            public String roleName() {
                return "sleeper";
            }
        };
        threads.add(agent, new IdleSettings("backoff", "0-0-3600s-3600s").newWakeableIdleStrategy(sleeper), sleeper);
        threads.start();
        Await.until("the thread sleeps for long", () -> sleeps.get() == 2);

        threads.close();

        assertThat(isClosed).isTrue();
        assertThat(wasInterrupted).isFalse();
        assertThat(threads.isRunning()).isFalse();
    }

    @Test
    void knowsThatOneOfItsThreadsCannotCloseThem() {
        AtomicBoolean isTried = new AtomicBoolean();
        threads.add(new Closer(isTried), new SleepingMillisIdleStrategy());
        threads.start();

        Await.until("the agent tried", isTried::get);
        threads.close();

        assertThat(error.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not be closed by a thread of its own");
        assertThatIllegalStateException().isThrownBy(threads::invoker);
    }

    @Test
    void knowsThatWhatIsInvokedCannotCloseThem() {
        threads.addInvoked(new Closer(new AtomicBoolean()));
        threads.start();

        threads.invoker().invoke();

        assertThat(error.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from within its own invocation");
        threads.requireOtherThread();
        threads.close();
    }

    @Test
    void whatIsInvokedIsInvokedByOneThreadAtATimeAndClosedWhenItHasReturned() {
        SlowAgent agent = new SlowAgent();
        threads.addInvoked(agent);
        threads.start();

        try (Threads others = new Threads()) {
            others.start("invokes", () -> threads.invoker().invoke());
            Await.until("the agent works", () -> agent.isWorking);
            assertThat(threads.invoker().invoke()).isZero();

            CountDownLatch closed = new CountDownLatch(1);
            others.start("closes", () -> {
                threads.close();
                closed.countDown();
            });
            Await.until("the close began", threads.invoker()::isClosed);
            assertThat(agent.isClosed).isFalse();
            agent.mayEnd.countDown();
            Await.until("closed", () -> closed.getCount() == 0);

            assertThat(agent.isClosed).isTrue();
        } finally {
            agent.mayEnd.countDown();
        }
    }

    private final class Closer implements Agent {
        private final AtomicBoolean isTried;

        Closer(AtomicBoolean isTried) {
            this.isTried = isTried;
        }

        @Override
        public int doWork() {
            if (isTried.get()) {
                return 0;
            }
            try {
                threads.requireOtherThread();
            } finally {
                isTried.set(true);
            }
            return 1;
        }

        @Override
        public String roleName() {
            return "closer";
        }
    }

    private static final class SlowAgent implements Agent {
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private volatile boolean isWorking;
        private volatile boolean isReleasable;
        private volatile boolean isClosed;

        @Override
        public int doWork() throws InterruptedException {
            isWorking = true;
            mayEnd.await();
            return 1;
        }

        @Override
        public void onClose() {
            isClosed = true;
        }

        @Override
        public String roleName() {
            return "slow";
        }
    }
}
