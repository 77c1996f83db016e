package io.tradebus.spring.autoconfigure.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.autoconfigure.BusContexts;
import io.tradebus.spring.autoconfigure.endpoint.BusEndpoint;
import io.tradebus.spring.autoconfigure.endpoint.Refusal;
import io.tradebus.spring.autoconfigure.preflight.HostProbe;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.listener.AgentGroups;
import io.tradebus.spring.listener.ListenerEnvironment;
import io.tradebus.spring.support.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What is explained of a bus that runs. */
class BusExplainerTest {
    @TempDir
    private Path directory;

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() {
        runner = BusContexts.in(directory)
                .withBean(Risk.class)
                .withPropertyValues(
                        "management.endpoints.jmx.exposure.include=bus",
                        "spring.jmx.enabled=true",
                        "bus.streams.fills.channel=ipc",
                        "bus.streams.fills.stream-id=1002");
    }

    @Test
    void saysThatAllIsWell() {
        runner.run(context -> {
            publish(context, "fine");

            BusEndpoint endpoint = context.getBean(BusEndpoint.class);
            Await.until(
                    "everybody has heard of everybody",
                    () -> sentences(all(endpoint), "orders").get(0).contains("listener risk reads 1 session"));

            BusExplanation explanation = all(endpoint);
            assertThat(explanation.driver()).extracting(Finding::topic).containsExactly("well");
            assertThat(explanation.streams()).containsOnlyKeys("orders", "fills");
            assertThat(sentences(explanation, "orders"))
                    .singleElement()
                    .asString()
                    .startsWith("orders is well: its subscribers take what is published")
                    .contains("listener risk reads 1 session");
        });
    }

    @Test
    void saysWhichListenerHoldsAStreamBack() {
        runner.run(context -> {
            BusOperations bus = publish(context, "bad");
            Await.until(
                    "the window is full",
                    () -> !bus.offer("orders", "x".repeat(900)).isAccepted());

            BusEndpoint endpoint = context.getBean(BusEndpoint.class);
            Await.until(
                    "it is noticed",
                    () -> sentences(of(endpoint, "orders"), "orders").stream()
                            .anyMatch(
                                    text -> text.startsWith("orders is held back by listener risk, which is halted")));

            BusExplanation explanation = of(endpoint, "orders");
            assertThat(explanation.isWell()).isFalse();
            assertThat(explanation.streams()).containsOnlyKeys("orders");
            assertThat(sentences(explanation, "orders"))
                    .anyMatch(text -> text.contains("java.lang.IllegalStateException: unknown account"));
        });
    }

    @Test
    void saysWhyAStreamIsNotConnected() {
        runner.run(context -> {
            context.getBean(BusOperations.class).publisher("fills");

            assertThat(sentences(context.getBean(BusExplainer.class).explain("fills"), "fills"))
                    .containsExactly(
                            "fills has no subscriber: nobody subscribes to stream 1002 of aeron:ipc at this driver");
        });
    }

    @Test
    void findsNothingWrongWithAStreamThatThisApplicationHasNotPublishedToYet() {
        runner.run(context -> {
            BusExplainer explainer = context.getBean(BusExplainer.class);

            BusExplanation explanation = explainer.explain();

            assertThat(explanation.isWell()).as(explanation.toString()).isTrue();
            assertThat(sentences(explanation, "orders"))
                    .containsExactly(
                            "nobody has published to orders yet; this application opens its publication with the"
                                    + " first message, and listener risk waits for it");
        });
    }

    @Test
    void findsAPublisherMissingThatMayBeElsewhere() {
        runner.run(context -> {
            try (Client other = Client.connect(ClientConfig.defaults(directory.resolve("driver")))) {
                other.addSubscription("aeron:ipc", 77);

                assertThat(sentences(context.getBean(BusExplainer.class).explain("orders"), "orders"))
                        .containsExactly("listener risk has no publisher of orders: nobody publishes stream 1001 of"
                                + " aeron:ipc at this driver");
            }
        });
    }

    @Test
    void saysWhatBecameOfRequestsLately() {
        runner.withPropertyValues(
                        "bus.streams.quotes.channel=ipc",
                        "bus.streams.quotes.stream-id=1003",
                        "bus.streams.quotes.request.reply-stream-id=1004")
                .withBean(Silent.class)
                .run(context -> {
                    BusOperations bus = context.getBean(BusOperations.class);
                    Await.until(
                            "a request was sent and has ended",
                            () -> bus.request("quotes", "ACME", String.class, Duration.ofMillis(1))
                                    .handle((reply, failure) -> String.valueOf(failure))
                                    .join(),
                            text -> text.contains("was sent: no reply came in time"));

                    assertThat(sentences(context.getBean(BusExplainer.class).explain("quotes"), "quotes"))
                            .anyMatch(text ->
                                    text.startsWith("1 request to quotes of 1 had no reply in time in the last"));
                });
    }

    static class Silent {
        @BusListener(streams = "quotes", id = "silent")
        @Nullable String quote(String ask) {
            return null;
        }
    }

    @Test
    void knowsNoOtherWordAndNoOtherStream() {
        runner.run(context -> {
            BusEndpoint endpoint = context.getBean(BusEndpoint.class);

            assertRefused(
                    endpoint.explain("orders", "excuse"),
                    "there is no view 'excuse' of stream 'orders'; known is: explain");
            assertRefused(
                    endpoint.explain("invoices", "explain"), "there is no stream 'invoices'; known are: fills, orders");
            assertRefused(
                    endpoint.stream("order"),
                    "there is no stream 'order', did you mean 'orders'? Known are: fills, orders");
        });
    }

    @Test
    void saysWhichMessagesWereGivenUp() {
        runner.withPropertyValues(
                        "bus.listeners.risk.on-error=skip",
                        "bus.streams.fills.back-pressure=drop-newest",
                        "bus.listener.fragment-limit=1")
                .withBean(Slow.class)
                .run(context -> {
                    BusOperations bus = publish(context, "bad");
                    Await.until(
                            "there is a subscriber",
                            () -> bus.publisher("fills").isConnected());
                    Await.until(
                            "it drops",
                            () -> bus.offer("fills", "x".repeat(900)).status() == OfferStatus.DROPPED);
                    BusExplainer explainer = context.getBean(BusExplainer.class);

                    assertThat(sentences(explainer.explain("fills"), "fills"))
                            .anyMatch(text -> text.startsWith("fills has dropped 1 message in the last 5 minutes"));
                    Await.until(
                            "it skipped",
                            () -> sentences(explainer.explain("orders"), "orders").stream()
                                    .anyMatch(
                                            text -> text.startsWith("listener risk has skipped 1 message of orders")));
                    context.getBean(Slow.class).mayGoOn.countDown();
                });
    }

    @Test
    void saysWhatTheMachineLackedAtTheStart() throws IOException {
        Path group = Files.createDirectories(directory.resolve("machine/sys/fs/cgroup"));
        Files.writeString(group.resolve("cpu.max"), "50000 100000\n");

        runner.withPropertyValues("bus.preflight=warn", "bus.listener.idle-strategy=yielding")
                .withBean(HostProbe.class, () -> new HostProbe(directory.resolve("machine")))
                .run(context -> {
                    BusEndpoint endpoint = context.getBean(BusEndpoint.class);

                    assertThat(endpoint.bus().preflight()).anyMatch(text -> text.startsWith("threads that never rest"));
                    assertThat(all(endpoint).driver())
                            .extracting(Finding::topic)
                            .contains("threads");
                });
    }

    @Test
    void countsThreadsThatNeverSleep() {
        runner.withPropertyValues(
                        "bus.driver.threading=dedicated",
                        "bus.driver.sender.idle-strategy=yielding",
                        "bus.listener.idle-strategy=yielding")
                .run(context -> {
                    AgentGroups groups =
                            context.getBean(ListenerEnvironment.class).groups();
                    var facts = new FactsReader(new ExplainSettings(1, 2, 3, 4), groups::idle);

                    SystemFacts system = facts.driver(
                                    context.getBean(BusRuntimeLifecycle.class).runtime(), false, Tally.NOTHING, 0)
                            .system();
                    assertThat(system.spinningDriverThreads()).isEqualTo(1);
                    assertThat(system.spinningAgents()).isEqualTo(1);
                    assertThat(system.receiveAsked()).isEqualTo(2 << 20);
                    assertThat(system.receiveGranted()).isEqualTo(3);
                });
    }

    @Test
    void saysThatTheBusIsStopped() {
        runner.run(context -> {
            context.getBean(BusRuntimeLifecycle.class).stop();

            BusExplanation explanation = context.getBean(BusExplainer.class).explain();

            assertThat(explanation.isWell()).isFalse();
            assertThat(explanation.driver()).extracting(Finding::text).containsExactly("the bus is not started");
        });
    }

    @Test
    void leavesNoStreamTheNameOfTheExplanation() {
        runner.withPropertyValues("bus.streams.explain.channel=ipc", "bus.streams.explain.stream-id=9")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("bus.streams.explain cannot be")
                        .hasMessageContaining("another name"));
    }

    private static void assertRefused(Object answer, String reason) {
        assertThat(answer).isInstanceOfSatisfying(WebEndpointResponse.class, response -> {
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.getBody()).isEqualTo(new Refusal(reason));
        });
    }

    private static BusExplanation of(BusEndpoint endpoint, String stream) {
        return (BusExplanation) endpoint.explain(stream, "explain");
    }

    private static BusExplanation all(BusEndpoint endpoint) {
        return (BusExplanation) endpoint.stream("explain");
    }

    private static BusOperations publish(ApplicationContext context, String order) {
        BusOperations bus = context.getBean(BusOperations.class);
        Await.until("connected", () -> bus.publisher("orders").isConnected());
        bus.send("orders", order);
        return bus;
    }

    private static List<String> sentences(BusExplanation explanation, String stream) {
        return explanation.streams().get(stream).stream().map(Finding::text).toList();
    }

    static class Slow {
        final CountDownLatch mayGoOn = new CountDownLatch(1);

        @BusListener(streams = "fills", id = "slow")
        void onFill(String fill) throws InterruptedException {
            mayGoOn.await();
        }
    }

    static class Risk {
        @BusListener(streams = "orders", id = "risk", properties = "retry.max-attempts=0")
        void onOrder(String order) {
            if (order.equals("bad")) {
                throw new IllegalStateException("unknown account");
            }
        }
    }
}
