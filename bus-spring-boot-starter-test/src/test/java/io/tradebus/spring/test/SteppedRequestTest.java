package io.tradebus.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.RequestFailedException;
import io.tradebus.core.RequestFailedException.Reason;
import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.core.BusRequests;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** Requests where the test runs the bus: no thread sends, replies or reads, and deadlines pass by the clock of the test. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SteppedRequestTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Answers what begins with {@code ?}. */
    static class Pricing {
        final List<Thread> threads = new ArrayList<>();

        @BusListener("quotes")
        String quote(String ask) {
            threads.add(Thread.currentThread());
            return ask.startsWith("?") ? "quote of " + ask.substring(1) : null;
        }
    }

    @Configuration
    static class Application {
        @Bean
        Pricing pricing() {
            return new Pricing();
        }
    }

    private static RequestFailedException failureOf(CompletableFuture<?> ended) {
        try {
            throw new AssertionError("it ended with " + ended.join());
        } catch (CompletionException e) {
            return (RequestFailedException) e.getCause();
        }
    }

    @Nested
    @BusTest(streams = "quotes=ipc:10", properties = "bus.streams.quotes.request.reply-stream-id=20")
    @ContextConfiguration(classes = Application.class)
    @DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
    class ByASteppedClock {
        @Autowired
        BusTemplate bus;

        @Autowired
        BusTestDriver driver;

        @Autowired
        BusRequests requests;

        @Autowired
        Pricing pricing;

        @Test
        void whoWaitsForAReplyHasTheBusRun() {
            assertThat(bus.requestAndWait("quotes", "?ACME", String.class)).isEqualTo("quote of ACME");
            assertThat(pricing.threads).containsOnly(Thread.currentThread());
        }

        @Test
        void whoWaitsForAFutureHasTheBusRun() throws Exception {
            assertThat(bus.request("quotes", "?A", String.class).join()).isEqualTo("quote of A");
            assertThat(bus.request("quotes", "?B", String.class).get()).isEqualTo("quote of B");
            assertThat(bus.request("quotes", "?C", String.class)
                            .thenApply(String::length)
                            .get(1, TimeUnit.SECONDS))
                    .isEqualTo("quote of C".length());
        }

        @Test
        void aFutureIsCompletedInATurn() {
            List<String> quotes = new ArrayList<>();
            bus.requestAndWait("quotes", "?first", String.class);

            bus.request("quotes", "?ACME", String.class).thenAccept(quotes::add);
            assertThat(quotes).isEmpty();
            driver.run();
            assertThat(quotes).containsExactly("quote of ACME");
        }

        @Test
        void whatDependsOnAFutureMayAskAndWait() {
            CompletableFuture<String> second = bus.request("quotes", "?A", String.class)
                    .thenApply(first -> first + ", " + bus.requestAndWait("quotes", "?B", String.class));

            assertThat(second.join()).isEqualTo("quote of A, quote of B");
        }

        @Test
        void aRequestIsTimedOutByTheClockOfTheTest() {
            bus.requestAndWait("quotes", "?first", String.class);

            CompletableFuture<String> future = bus.request("quotes", "nothing", String.class, LONG);
            driver.advance(LONG.minusMillis(1));
            assertThat(future).isNotDone();
            driver.advance(Duration.ofMillis(1));

            assertThat(failureOf(future).reason()).isEqualTo(Reason.TIMED_OUT);
            assertThatThrownBy(() -> bus.requestAndWait("quotes", "nothing", String.class, LONG))
                    .isInstanceOfSatisfying(
                            RequestFailedException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT));
            assertThat(requests.counts("quotes").timedOut()).isEqualTo(2);
        }

        @Test
        void whoWaitsWithALimitWaitsByTheClockOfTheTest() {
            bus.requestAndWait("quotes", "?first", String.class);
            CompletableFuture<String> future = bus.request("quotes", "nothing", String.class, LONG);

            assertThatThrownBy(() -> future.get(5, TimeUnit.MINUTES)).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> future.get(5, TimeUnit.MINUTES)).hasCauseInstanceOf(RequestFailedException.class);
        }
    }

    @Nested
    @BusTest(streams = "quotes=ipc:10", properties = "bus.streams.quotes.request.reply-stream-id=20")
    @ContextConfiguration(classes = WithoutAResponder.Nobody.class)
    class WithoutAResponder {
        @Configuration
        static class Nobody {}

        @Test
        void isWaitedForByTheClockOfTheTest(@Autowired BusTemplate bus, @Autowired BusTestDriver driver) {
            var before = driver.now();

            CompletableFuture<String> future = bus.request("quotes", "?ACME", String.class, LONG);

            assertThat(failureOf(future).reason()).isEqualTo(Reason.NOT_CONNECTED);
            assertThat(Duration.between(before, driver.now())).isBetween(LONG, LONG.plusSeconds(1));
        }
    }

    @Nested
    @BusTest(
            streams = "quotes=ipc:10",
            properties = {
                "bus.streams.quotes.request.reply-stream-id=20",
                "bus.listeners.pricing-quote.auto-startup=false"
            })
    @ContextConfiguration(classes = Application.class)
    class ALateResponder {
        @Test
        void leavesARequestTheRestOfItsTime(
                @Autowired BusTemplate bus, @Autowired BusTestDriver driver, @Autowired BusListenerRegistry listeners) {
            var end = driver.now().plus(LONG);
            Agent starting = starting(driver, listeners, end.minus(LONG.dividedBy(2)));
            bus.execution().begin(starting);

            CompletableFuture<String> future = bus.request("quotes", "nothing", String.class, LONG);
            bus.execution().end(starting);

            assertThat(future).isNotDone();
            assertThat(driver.now()).isBefore(end);
            driver.advance(Duration.between(driver.now(), end).plusMillis(1));
            assertThat(failureOf(future).reason()).isEqualTo(Reason.TIMED_OUT);
        }

        private Agent starting(BusTestDriver driver, BusListenerRegistry listeners, Instant when) {
            return new Agent() {
                @Override
                public int doWork() {
                    BusListenerHandle pricing = listeners.listener("pricing-quote");
                    if (pricing.state() != ListenerState.STOPPED || driver.now().isBefore(when)) {
                        return 0;
                    }
                    pricing.start();
                    return 1;
                }

                @Override
                public String roleName() {
                    return "starting";
                }
            };
        }
    }

    @Nested
    @BusTest(
            streams = "quotes=udp://10.0.0.1:40123:10",
            properties = {
                "bus.streams.quotes.request.reply-stream-id=20",
                "bus.streams.quotes.request.reply-control=10.0.0.1:40124"
            })
    @BusSimulation(loss = 0.1, duplication = 0.1, reordering = 0.1)
    @ContextConfiguration(classes = Application.class)
    class OverASimulatedNetwork {
        @Autowired
        BusTemplate bus;

        @Autowired
        BusTestDriver driver;

        @Autowired
        BusRequests requests;

        @Autowired
        BusSimulatedNetwork network;

        @Test
        void eachRequestIsRepliedToOnce() {
            bus.requestAndWait("quotes", "?first", String.class, LONG);
            List<CompletableFuture<String>> futures = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                futures.add(bus.request("quotes", "?" + i, String.class, LONG));
                expected.add("quote of " + i);
                driver.advance(Duration.ofNanos(100_000));
            }

            assertThat(futures.stream().map(CompletableFuture::join)).containsExactlyElementsOf(expected);
            RequestCounts counts = requests.counts("quotes");
            assertThat(counts.replied()).isEqualTo(counts.sent()).isEqualTo(201);
            assertThat(counts.late() + counts.unknown() + counts.inFlight()).isZero();
        }

        @Test
        void requestsOfAPartitionEndByTheirDeadlinesAndLaterOnesAreRepliedTo() {
            bus.requestAndWait("quotes", "?before", String.class, LONG);

            network.partition();
            CompletableFuture<String> lost = bus.request("quotes", "?lost", String.class, Duration.ofSeconds(2));
            driver.advance(Duration.ofMinutes(1));
            network.heal();

            assertThat(failureOf(lost).reason()).isIn(Reason.TIMED_OUT, Reason.PEER_LOST);
            assertThat(bus.requestAndWait("quotes", "?after", String.class, LONG))
                    .isEqualTo("quote of after");
        }
    }
}
