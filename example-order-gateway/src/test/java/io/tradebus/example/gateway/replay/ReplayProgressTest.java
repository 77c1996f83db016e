package io.tradebus.example.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tradebus.example.messages.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayProgressTest {
    @TempDir
    Path directory;

    @Test
    void remembersDecisionsOverARestart() throws IOException {
        try (ReplayProgress progress = open(3)) {
            assertThat(progress.isContinued()).isFalse();
            progress.onDecision(0, Verdict.ACCEPTED);
            progress.onDecision(2, Verdict.ORDER_RATE);
        }

        try (ReplayProgress progress = open(3)) {
            assertThat(progress.isContinued()).isTrue();
            assertThat(progress.isDecided(0)).isTrue();
            assertThat(progress.isDecided(1)).isFalse();
            assertThat(progress.decidedCount()).isEqualTo(2);
            assertThat(progress.decidedCount(Verdict.ORDER_RATE)).isEqualTo(1);
            assertThat(progress.decidedCount(Verdict.ACCEPTED)).isEqualTo(1);
        }
    }

    @Test
    void refusesTheProgressOfAnotherFile() throws IOException {
        open(3).close();

        assertThatIOException().isThrownBy(() -> open(4)).withMessageContaining("gateway.replay.progress");
    }

    @Test
    void leavesADecisionThatComesAfterItsCloseToTheNextRun() throws IOException {
        ReplayProgress closed = open(3);
        closed.close();

        closed.onDecision(1, Verdict.ACCEPTED);

        try (ReplayProgress progress = open(3)) {
            assertThat(progress.decidedCount()).isZero();
        }
    }

    private ReplayProgress open(int orderCount) throws IOException {
        return ReplayProgress.open(directory.resolve("progress"), orderCount);
    }
}
