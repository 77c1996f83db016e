package io.tradebus.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.response.RequestChannel;
import io.tradebus.core.client.response.RequestListener;
import io.tradebus.core.client.response.RequestRoute;
import io.tradebus.core.client.response.RequestTimeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A requester that keeps asking, while its responder goes and comes back in every way there is. */
class RequestChannelSimulationTest {
    /** Image liveness timeout of drivers, and a second. */
    private static final long RECOVERY_MS = 11_000;

    private final ResponseStage stage = new ResponseStage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void everyRequestIsAnswered() {
        RequesterActor requester = startRequester();
        startResponder();

        isAnsweredWithin(requester, 1_000);
        stage.run(100);

        assertThat(requester.events).containsExactly("answered");
        assertThat(requester.answered).isGreaterThan(100);
        assertThat(requester.givenUp).isZero();
    }

    @Test
    void itMayBeThereBeforeItsResponderIs() {
        RequesterActor requester = startRequester();
        stage.run(30_000);
        assertThat(requester.channel().isConnected()).isFalse();

        startResponder();
        isAnsweredWithin(requester, 1_000);
    }

    @Test
    void aResponderThatAnswersAnewIsFollowed() {
        RequesterActor requester = startRequester();
        ResponderActor responder = startResponder();
        isAnsweredWithin(requester, 1_000);

        responder.forgetAnswers();
        isAnsweredWithin(requester, 1_000);

        assertThat(requester.events).containsExactly("answered", "RESPONDER_CHANGED", "answered");
    }

    @Test
    void aResponderWhoseMachineCrashesIsFoundAgain() {
        RequesterActor requester = startRequester();
        startResponder();
        isAnsweredWithin(requester, 1_000);

        for (long awayMs : new long[] {0, 50, 500, 4_000, 9_000, 11_000, 30_000}) {
            stage.node("B").crash();
            stage.run(awayMs);
            stage.node("B").start();
            startResponder();
            isAnsweredWithin(requester, RECOVERY_MS);
        }

        assertThat(requester.channel().isClosed()).isFalse();
    }

    @Test
    void aResponderThatIsClosedIsFoundAgain() {
        RequesterActor requester = startRequester();
        startResponder();
        isAnsweredWithin(requester, 1_000);

        for (long awayMs : new long[] {0, 50, 500, 4_000, 11_000}) {
            stage.node("B").stop();
            stage.run(awayMs);
            stage.node("B").start();
            startResponder();
            isAnsweredWithin(requester, RECOVERY_MS);
        }
    }

    @Test
    void aResponderThatCannotBeHeardForAWhileIsFoundAgain() {
        RequesterActor requester = startRequester();
        startResponder();
        isAnsweredWithin(requester, 1_000);

        for (String[] cut : new String[][] {{"A", "B"}, {"B", "A"}}) {
            for (long awayMs : new long[] {500, 6_000, 13_000}) {
                stage.network().cut(cut[0], cut[1]);
                stage.run(awayMs);
                stage.network().heal();
                isAnsweredWithin(requester, RECOVERY_MS);
            }
        }
    }

    @Test
    void aRequesterWhoseMachineCrashesIsAnsweredAnew() {
        startResponder();
        RequesterActor requester = startRequester();
        isAnsweredWithin(requester, 1_000);

        for (long awayMs : new long[] {0, 500, 11_000}) {
            stage.node("A").crash();
            stage.run(awayMs);
            stage.node("A").start();
            isAnsweredWithin(startRequester(), RECOVERY_MS);
        }
    }

    @Test
    void itFindsAResponderAgainOverSharedMemoryToo() {
        SimulatedNode node = stage.node("A");
        SimulatedClock clock = stage.simulation().clock();
        String responses = "aeron:ipc?control-mode=response";
        RequesterActor requester = new RequesterActor(
                node,
                new RequestRoute("aeron:ipc", ResponseStage.REQUEST_STREAM, responses, ResponseStage.RESPONSE_STREAM),
                clock);
        ResponderActor responder = new ResponderActor(
                node,
                node.subscribe("aeron:ipc", ResponseStage.REQUEST_STREAM),
                responses,
                ResponseStage.RESPONSE_STREAM,
                clock);
        node.act(requester);
        node.act(responder);
        isAnsweredWithin(requester, 1_000);

        responder.forgetAnswers();
        isAnsweredWithin(requester, RECOVERY_MS);

        assertThat(requester.events).containsExactly("answered", "RESPONDER_CHANGED", "answered");
    }

    @Test
    void nothingIsLeftWhenItIsClosed() {
        RequesterActor requester = startRequester();
        startResponder();
        isAnsweredWithin(requester, 1_000);

        requester.channel().close();
        stage.runUntil(() -> stage.node("A").ports().openCount() == 0, 15_000);
        stage.runUntil(
                () -> stage.node("B").streamCounters()
                        == stage.node("B").ports().openCount() * 10,
                15_000);
    }

    @Test
    void itIsClosedWithItsClient() {
        RequesterActor requester = startRequester();
        startResponder();
        isAnsweredWithin(requester, 1_000);

        stage.node("A").client().close();
        stage.run(100);

        assertThat(requester.channel().isClosed()).isTrue();
        assertThat(requester.events).containsExactly("answered", "DRIVER_LOST");
        assertThat(requester.open()).isZero();
    }

    @Test
    void itGoesOnWhenItsListenerFails() {
        startResponder();
        List<String> events = new ArrayList<>();
        RequestListener listener = new RequestListener() {
            @Override
            public void onResponder(int requestSessionId, int responseSessionId) {
                events.add("answered");
                throw new IllegalStateException("the listener does not work");
            }

            @Override
            public void onRefused(RuntimeException reason) {
                events.add("refused " + reason);
            }
        };
        RequestChannel channel = new RequestChannel(
                stage.node("A").client(),
                route(),
                RequestTimeouts.DEFAULT,
                listener,
                stage.simulation().clock().nanoClock());
        stage.node("A").act(() -> {
            try {
                return channel.poll((buffer, offset, length, header) -> {}, 1);
            } catch (IllegalStateException e) {
                events.add("thrown");
                return 1;
            }
        });

        stage.runUntil(channel::isConnected, 1_000);
        stage.run(1_000);

        assertThat(events).containsExactly("answered", "thrown");
        assertThat(channel.isConnected()).isTrue();
    }

    private RequestRoute route() {
        return new RequestRoute(
                stage.requests(), ResponseStage.REQUEST_STREAM, stage.responses(), ResponseStage.RESPONSE_STREAM);
    }

    private RequesterActor startRequester() {
        RequesterActor requester =
                new RequesterActor(stage.node("A"), route(), stage.simulation().clock());
        stage.node("A").act(requester);
        return requester;
    }

    private ResponderActor startResponder() {
        SimulatedNode node = stage.node("B");
        ResponderActor responder = new ResponderActor(
                node,
                node.subscribe(stage.requests(), ResponseStage.REQUEST_STREAM),
                stage.responses(),
                ResponseStage.RESPONSE_STREAM,
                stage.simulation().clock());
        node.act(responder);
        return responder;
    }

    /** Questions that are asked from now on are answered before long, and none is forgotten. */
    private void isAnsweredWithin(RequesterActor requester, long milliseconds) {
        long asked = requester.asked();
        int answered = requester.answered;
        BooleanSupplier isAnswered = () -> requester.asked() >= asked + 10 && requester.answered >= answered + 10;
        stage.runUntil(isAnswered, milliseconds);
        assertThat(requester.answered + requester.givenUp + requester.open()).isEqualTo((int) requester.asked());
    }
}
