package io.tradebus.core.simulation;

import static io.tradebus.core.simulation.DatagramFilter.data;
import static io.tradebus.core.simulation.DatagramFilter.heartbeat;
import static io.tradebus.core.simulation.DatagramFilter.responseSetup;
import static io.tradebus.core.simulation.DatagramFilter.setup;
import static io.tradebus.core.simulation.DatagramFilter.setupRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Image;
import io.tradebus.core.support.Conformance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How requests find their responses, and find them again. See docs/wire-protocol.md, section 7.4. */
class ResponseSimulationTest {
    private final ResponseStage stage = new ResponseStage();

    @Test
    @Conformance({"WP-33", "WP-88", "WP-89", "WP-90", "WP-91", "DB-85"})
    void aRequesterIsToldInWhichSessionItIsAnswered() {
        try (stage) {
            Reader requests = stage.readRequests();
            Reader responses = stage.readResponses();
            ExclusivePublication question = stage.ask(responses.subscription(), 7);
            stage.runUntil(question::isConnected, 1);

            ExclusivePublication answer = stage.answer(onlyImage(requests), 8);
            stage.runUntil(answer::isConnected, 300);
            stage.offer(answer);
            stage.runUntil(() -> responses.received() == 1, 1);

            assertThat(stage.transcript()).hasToString("""
                    0.000 ms  A -> B  SM    session=0 stream=0 term=0 offset=0 window=0 flags=0x80
                    0.000 ms  A -> B  SETUP offset=0 session=7 stream=10 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0 flags=0x80
                    0.150 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                    0.300 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=0
                    100.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=0
                    200.000 ms  A -> B  HEARTBEAT session=7 stream=10 term=5 offset=0
                    200.000 ms  B -> A  RSP_SETUP session=7 stream=10 responseSession=8
                    200.000 ms  B -> A  SM    session=7 stream=10 term=5 offset=0 window=32768
                    200.150 ms  A -> B  SM    session=8 stream=20 term=0 offset=0 window=0 flags=0x80
                    200.300 ms  B -> A  SETUP offset=0 session=8 stream=20 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    200.450 ms  A -> B  SM    session=8 stream=20 term=5 offset=0 window=32768
                    200.600 ms  B -> A  DATA  session=8 stream=20 term=5 offset=0 length=128
                    """);
        }
    }

    @Test
    @Conformance({"WP-89", "WP-91"})
    void anAnswererSaysNothingBeforeItIsAskedForAndIsNamedAgainAndAgain() {
        try (stage) {
            Reader requests = stage.readRequests();
            Reader responses = stage.readResponses();
            ExclusivePublication question = stage.ask(responses.subscription(), 7);
            stage.runUntil(question::isConnected, 1);
            stage.network().drop(responseSetup(), Times.times(3));

            ExclusivePublication answer = stage.answer(onlyImage(requests), 8);
            stage.runUntil(answer::isConnected, 1_000);
            stage.run(1_000);

            assertThat(stage.transcript().count(responseSetup())).isEqualTo(4);
            assertThat(stage.transcript().timesNs(setup().or(heartbeat()).ofSession(8)))
                    .isNotEmpty()
                    .allSatisfy(timeNs -> assertThat(timeNs).isGreaterThan(800_000_000L));
        }
    }

    @Test
    @Conformance("WP-90")
    void aRequesterThatHasAskedAndClosedAtOnceIsStillTold() {
        try (stage) {
            Reader requests = stage.readRequests();
            Reader responses = stage.readResponses();
            ExclusivePublication question = stage.ask(responses.subscription(), 7);
            stage.runUntil(question::isConnected, 1);
            stage.offer(question);

            ExclusivePublication answer = stage.answer(onlyImage(requests), 8);
            question.close();
            stage.runUntil(answer::isConnected, 300);
            stage.offer(answer);
            stage.runUntil(() -> responses.received() == 1, 1);
        }
    }

    @Test
    @Conformance("DB-85")
    void severalRequestersOfOneChannelStaySeparate() {
        try (stage) {
            Reader requests = stage.readRequests();
            List<Reader> responses = new ArrayList<>();
            List<ExclusivePublication> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                responses.add(stage.readResponses());
                stage.runUntil(stage.ask(responses.get(i).subscription(), 100 + i)::isConnected, 1);
            }
            for (int i = 0; i < 3; i++) {
                Image asked = requests.subscription().imageBySessionId(100 + i);
                answers.add(stage.answer(asked, 200 + i));
            }
            stage.runUntil(() -> answers.stream().allMatch(ExclusivePublication::isConnected), 500);

            for (int i = 0; i < 3; i++) {
                for (int k = 0; k <= i; k++) {
                    stage.offer(answers.get(i));
                }
            }
            stage.run(10);

            assertThat(responses).extracting(Reader::received).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aRequesterFollowsAResponderThatBeginsAnew() {
        try (stage) {
            Reader requests = stage.readRequests();
            Reader responses = connected(requests);
            stage.transcript().clear();

            ExclusivePublication second = stage.answer(onlyImage(requests), 9);
            stage.runUntil(second::isConnected, 300);
            stage.offer(second);
            stage.runUntil(() -> responses.received() == 1, 1);
            assertThat(stage.transcript()
                            .text(responseSetup().or(setup().ofSession(9)).or(setupRequest())))
                    .isEqualTo("""
                    400.000 ms  B -> A  RSP_SETUP session=7 stream=10 responseSession=9
                    400.150 ms  A -> B  SM    session=9 stream=20 term=0 offset=0 window=0 flags=0x80
                    400.300 ms  B -> A  SETUP offset=0 session=9 stream=20 initialTerm=5 term=5 termLength=65536 mtu=1408 ttl=0
                    """);
            stage.runUntil(() -> responses.subscription().imageCount() == 1, 3_000);
            assertThat(onlyImage(responses).sessionId()).isEqualTo(9);
        }
    }

    @Test
    void aResponderThatLosesItsRequesterAsksForItAgain() {
        try (stage) {
            Reader requests = stage.readRequests();
            Reader responses = connected(requests);
            stage.network().drop(heartbeat().ofSession(8), Times.always());
            stage.runUntil(() -> !responses.subscription().isConnected(), 12_000);
            stage.network().forgetFaults();
            stage.transcript().clear();

            stage.runUntil(() -> responses.subscription().isConnected(), 1_000);

            assertThat(onlyImage(responses).sessionId()).isEqualTo(8);
        }
    }

    @Test
    void aRequesterFindsAResponderWhoseMachineWentDown() {
        try (stage) {
            Reader responses = connected(stage.readRequests());

            stage.node("B").crash();
            stage.run(300);
            stage.node("B").start();
            Reader requests = stage.readRequests();
            stage.runUntil(() -> requests.subscription().isConnected(), 1_100);
            ExclusivePublication second = stage.answer(onlyImage(requests), 9);
            stage.runUntil(second::isConnected, 300);
            stage.offer(second);
            stage.runUntil(() -> responses.received() == 1, 1);
        }
    }

    @Test
    void aRequesterFindsAResponderThatWasAwayForLong() {
        try (stage) {
            Reader responses = connected(stage.readRequests());

            stage.node("B").crash();
            stage.run(30_000);
            stage.node("B").start();
            assertThat(responses.subscription().imageCount()).isZero();
            Reader requests = stage.readRequests();
            stage.runUntil(() -> requests.subscription().isConnected(), 1_100);
            ExclusivePublication second = stage.answer(onlyImage(requests), 9);
            stage.runUntil(second::isConnected, 300);
            stage.offer(second);
            stage.runUntil(() -> responses.received() == 1, 1);
        }
    }

    @Test
    void aRequesterWhoseMachineWentDownIsAnsweredAnew() {
        try (stage) {
            Reader requests = stage.readRequests();
            connected(requests);

            stage.node("A").crash();
            stage.run(300);
            stage.node("A").start();
            Reader responses = stage.readResponses();
            stage.ask(responses.subscription(), 17);
            stage.runUntil(() -> requests.subscription().imageBySessionId(17) != null, 1);
            ExclusivePublication second = stage.answer(requests.subscription().imageBySessionId(17), 18);
            stage.runUntil(second::isConnected, 300);
            stage.offer(second);
            stage.runUntil(() -> responses.received() == 1, 1);
        }
    }

    @Test
    void whatWasAnsweredBeforeIsReadToItsEnd() {
        try (stage) {
            Reader requests = stage.readRequests();
            Reader responses = stage.readResponses();
            stage.ask(responses.subscription(), 7);
            stage.runUntil(() -> requests.subscription().isConnected(), 1);
            ExclusivePublication first = stage.answer(onlyImage(requests), 8);
            stage.runUntil(first::isConnected, 300);
            responses.setReading(false);
            stage.offer(first);
            stage.run(10);

            ExclusivePublication second = stage.answer(onlyImage(requests), 9);
            stage.runUntil(second::isConnected, 300);
            stage.run(3_000);
            responses.setReading(true);
            stage.runUntil(() -> responses.received() == 1, 1);
            assertThat(stage.transcript().count(data())).isEqualTo(1);
        }
    }

    /** A reader of responses that is connected in session 8 to one who answers what is asked in session 7. */
    private Reader connected(Reader requests) {
        Reader responses = stage.readResponses();
        stage.ask(responses.subscription(), 7);
        stage.runUntil(() -> requests.subscription().isConnected(), 1);
        ExclusivePublication answer = stage.answer(onlyImage(requests), 8);
        stage.runUntil(answer::isConnected, 300);
        return responses;
    }

    private static Image onlyImage(Reader reader) {
        assertThat(reader.subscription().imageCount()).isEqualTo(1);
        return reader.subscription().imageAtIndex(0);
    }
}
