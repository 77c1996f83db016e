package io.tradebus.example.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.example.gateway.flow.RiskPeer.State;
import io.tradebus.example.gateway.flow.RiskPeer.Task;
import org.junit.jupiter.api.Test;

class RiskPeerTest {
    private static final long SILENCE_LIMIT_NS = 1_000;
    private static final long FIRST = 11;
    private static final long SECOND = 22;

    private final RiskPeer peer = new RiskPeer(SILENCE_LIMIT_NS);
    private long nowNs = 1_000_000;
    private long epoch;

    @Test
    void waitsUntilARiskServiceShowsUp() {
        assertThat(tick()).isEqualTo(Task.NOTHING);
        assertThat(peer.state()).isEqualTo(State.WAITING);
    }

    @Test
    void sendsNothingBeforeTwoEpochsAreConfirmed() {
        status(FIRST, 0);
        assertThat(tickAndBegin()).isEqualTo(Task.BEGIN_EPOCH);
        assertThat(tick()).isEqualTo(Task.NOTHING);

        status(FIRST, epoch);
        assertThat(tickAndBegin()).isEqualTo(Task.BEGIN_EPOCH);
        assertThat(tick()).isEqualTo(Task.NOTHING);

        status(FIRST, epoch);
        assertThat(tick()).isEqualTo(Task.ASK_AGAIN);
        assertThat(peer.isUp()).isFalse();
        peer.onAskedAgain();
        assertThat(peer.isUp()).isTrue();
        assertThat(tick()).isEqualTo(Task.NOTHING);
    }

    @Test
    void asksAgainUntilEverythingIsSent() {
        status(FIRST, 0);
        tickAndBegin();
        status(FIRST, epoch);
        tickAndBegin();
        status(FIRST, epoch);

        assertThat(tick()).isEqualTo(Task.ASK_AGAIN);
        assertThat(tick()).isEqualTo(Task.ASK_AGAIN);
    }

    @Test
    void takesSilenceForLossAndBeginsAnewWhenItEnds() {
        bringUp(FIRST);

        nowNs += SILENCE_LIMIT_NS + 1;
        assertThat(tick()).isEqualTo(Task.NOTHING);
        assertThat(peer.state()).isEqualTo(State.LOST);

        status(FIRST, epoch);
        assertThat(tickAndBegin()).isEqualTo(Task.BEGIN_EPOCH);
        assertThat(peer.state()).isEqualTo(State.BEGINNING);
    }

    @Test
    void beginsAnewWhenAnotherProcessAnswers() {
        bringUp(FIRST);

        status(SECOND, 0);

        assertThat(tickAndBegin()).isEqualTo(Task.BEGIN_EPOCH);
        assertThat(peer.isUp()).isFalse();
    }

    @Test
    void goesOnBeginningWhileDecisionsOfTheOtherProcessComeIn() {
        bringUp(FIRST);
        status(SECOND, 0);
        tickAndBegin();
        status(SECOND, epoch);
        tickAndBegin();

        for (int i = 0; i < 5; i++) {
            peer.onDecision(FIRST);
            status(SECOND, epoch);
            assertThat(tickAndBegin()).isEqualTo(Task.BEGIN_EPOCH);
        }
        status(SECOND, epoch);
        assertThat(tick()).isEqualTo(Task.ASK_AGAIN);
    }

    @Test
    void takesALateStatusOfTheOtherProcessForASignOfIt() {
        bringUp(FIRST);
        status(SECOND, 0);
        tickAndBegin();
        status(SECOND, epoch);
        tickAndBegin();

        status(FIRST, 1);
        status(SECOND, epoch);

        assertThat(tickAndBegin()).isEqualTo(Task.BEGIN_EPOCH);
    }

    @Test
    void sendsAnotherMarkWhenOneIsNotConfirmedInTime() {
        status(FIRST, 0);
        tickAndBegin();

        nowNs += SILENCE_LIMIT_NS + 1;
        status(FIRST, 0);

        assertThat(tickAndBegin()).isEqualTo(Task.BEGIN_EPOCH);
    }

    @Test
    void triesAgainAtOnceWhenTheMarkFoundNoPlace() {
        status(FIRST, 0);
        assertThat(tick()).isEqualTo(Task.BEGIN_EPOCH);
        peer.onBeginning();

        assertThat(tick()).isEqualTo(Task.BEGIN_EPOCH);
    }

    private void bringUp(long instance) {
        status(instance, 0);
        tickAndBegin();
        status(instance, epoch);
        tickAndBegin();
        status(instance, epoch);
        tick();
        peer.onAskedAgain();
        assertThat(peer.isUp()).isTrue();
    }

    private void status(long instance, long confirmedEpoch) {
        peer.onStatus(instance, confirmedEpoch, nowNs);
    }

    private Task tick() {
        nowNs += 10;
        return peer.onTick(nowNs);
    }

    private Task tickAndBegin() {
        Task task = tick();
        if (task == Task.BEGIN_EPOCH) {
            peer.onBeginning();
            peer.onEpochBegun(++epoch, nowNs);
        }
        return task;
    }
}
