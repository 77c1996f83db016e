package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExpectedTest {
    @Test
    void messagesComeInOrder() {
        Expected expected = new Expected();

        expected.accept(0);
        expected.accept(1);

        assertThat(expected.next()).isEqualTo(2);
    }

    @Test
    void aLoopThatWaitsForTheNextMessageEndsWithTheFirstWrongOne() {
        Expected expected = new Expected();
        expected.accept(0);

        assertThatThrownBy(() -> expected.accept(5)).hasMessage("expected message 1, got 5");

        assertThatThrownBy(expected::next).hasMessage("expected message 1, got 5");
    }

    @Test
    void oneWrongMessageOfManyStreamsEndsAll() {
        Expected.Mismatch mismatch = new Expected.Mismatch();
        Expected good = new Expected(mismatch);
        Expected bad = new Expected(mismatch);
        mismatch.throwIfAny();

        assertThatThrownBy(() -> bad.accept(549)).hasMessage("expected message 0, got 549");

        assertThatThrownBy(mismatch::throwIfAny).hasMessage("expected message 0, got 549");
        assertThatThrownBy(() -> good.accept(0)).hasMessage("expected message 0, got 549");
    }
}
