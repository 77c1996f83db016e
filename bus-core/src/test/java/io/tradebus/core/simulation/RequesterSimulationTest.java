package io.tradebus.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.client.request.RequestEnd;
import io.tradebus.core.client.response.RequestRoute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each request ends exactly once, whatever becomes of who answers, of who asks, and of what lies in between. */
class RequesterSimulationTest {
    /** Image liveness timeout of drivers, and a second. */
    private static final long RECOVERY_MS = 11_000;

    private final ResponseStage stage = new ResponseStage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void everyRequestIsRepliedTo() {
        AskingActor asking = startAsking();
        startResponder();
        goesOnWithin(asking, 1_000);
        stage.run(100);

        assertThat(asking.replied).isGreaterThan(100);
        eachHasEndedOnce(asking);
        assertThat(asking.ends).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 50, 500, 4_000, 11_000, 30_000})
    void theMachineOfTheResponderCrashes(long awayMs) {
        AskingActor asking = startAsking();
        startResponder();
        goesOnWithin(asking, 1_000);

        for (int i = 0; i < 5; i++) {
            stage.node("B").crash();
            stage.run(awayMs);
            stage.node("B").start();
            startResponder();
            goesOnWithin(asking, RECOVERY_MS);
        }

        eachHasEndedOnce(asking);
        assertThat(asking.ends).doesNotContainKey(RequestEnd.CLOSED).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 500, 11_000})
    void theDriverOfTheRequesterIsRestarted(long awayMs) {
        startResponder();
        AskingActor asking = startAsking();
        goesOnWithin(asking, 1_000);

        for (int i = 0; i < 5; i++) {
            stage.node("A").crash();
            stage.run(awayMs);
            stage.node("A").start();
            stage.node("A").act(asking);
            goesOnWithin(asking, RECOVERY_MS);
        }

        eachHasEndedOnce(asking);
        assertThat(asking.ends).doesNotContainKey(RequestEnd.CLOSED);
    }

    @Test
    void whatIsAskedAgainAtOnceIsAskedOfTheNextResponder() {
        AskingActor asking = startAsking();
        startResponder();
        goesOnWithin(asking, 1_000);
        asking.askAgainWhatIsLost();

        stage.node("B").crash();
        stage.node("B").start();
        startResponder();
        goesOnWithin(asking, RECOVERY_MS);

        eachHasEndedOnce(asking);
        assertThat(asking.ends.get(RequestEnd.PEER_LOST)).isBetween(1, AskingActor.MAX_IN_FLIGHT);
    }

    @Test
    void theNetworkIsCut() {
        AskingActor asking = startAsking();
        startResponder();
        goesOnWithin(asking, 1_000);

        for (String[] cut : new String[][] {{"A", "B"}, {"B", "A"}}) {
            for (long awayMs : new long[] {500, 3_000, 6_000, 13_000}) {
                stage.network().cut(cut[0], cut[1]);
                stage.run(awayMs);
                stage.network().heal();
                goesOnWithin(asking, RECOVERY_MS);
            }
        }

        eachHasEndedOnce(asking);
    }

    @Test
    void whoHearsAndSaysNothingIsTimedOut() {
        AskingActor asking = startAsking();
        ResponderActor responder = startResponder();
        goesOnWithin(asking, 1_000);

        responder.fallSilent();
        stage.run(10_000);

        eachHasEndedOnce(asking);
        assertThat(asking.ends).containsOnlyKeys(RequestEnd.TIMED_OUT);
    }

    @Test
    void requestsAreRejectedWithoutAResponder() {
        AskingActor asking = startAsking();
        stage.run(1_000);

        assertThat(asking.counts().rejected()).isPositive();
        assertThat(asking.counts().sent()).isZero();
        assertThat(asking.ended()).isZero();
    }

    @Test
    void closingEndsWhatIsInFlight() {
        AskingActor asking = startAsking();
        startResponder();
        goesOnWithin(asking, 1_000);
        stage.network().cut("B", "A");
        stage.run(100);
        int inFlight = asking.counts().inFlight();
        assertThat(inFlight).isPositive();

        asking.requester().close();
        stage.run(100);

        assertThat(asking.ends).containsEntry(RequestEnd.CLOSED, inFlight);
        assertThat(asking.ended()).isEqualTo((int) asking.counts().sent());
        assertThat(asking.endedTwice).isZero();
    }

    private AskingActor startAsking() {
        AskingActor asking = new AskingActor(
                stage.node("A"),
                new RequestRoute(
                        stage.requests(),
                        ResponseStage.REQUEST_STREAM,
                        stage.responses(),
                        ResponseStage.RESPONSE_STREAM),
                stage.simulation().clock());
        stage.node("A").act(asking);
        return asking;
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

    /** Requests are replied to again before long. */
    private void goesOnWithin(AskingActor asking, long milliseconds) {
        int replied = asking.replied;
        stage.runUntil(() -> asking.replied >= replied + 20, milliseconds);
        assertThat(asking.endedTwice).isZero();
    }

    private void eachHasEndedOnce(AskingActor asking) {
        asking.askNoMore();
        stage.run(AskingActor.TIMEOUT_NS / 1_000_000 + 1_000);
        RequestCounts counts = asking.counts();
        assertThat(counts.inFlight()).isZero();
        assertThat(asking.endedTwice).isZero();
        assertThat((long) asking.ended()).isEqualTo(counts.sent());
        assertThat(counts.replied() + counts.timedOut() + counts.lost()).isEqualTo(counts.sent());
        assertThat(counts.replied()).isEqualTo(asking.replied);
        assertThat(counts.unknown()).isZero();
    }
}
