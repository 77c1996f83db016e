package io.tradebus.core.driver.conductor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassPartsTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void runsEachPartWithTheTime() {
        PassParts<Part> parts = parts(
                (nowNs, nowMs) -> done.add("first at " + nowNs + " ns"),
                (nowNs, nowMs) -> done.add("second at " + nowMs + " ms"));

        parts.run(-5, 7);

        assertThat(done).containsExactly("first at -5 ns", "second at 7 ms");
    }

    @Test
    void runsTheOthersWhenOneFailsAndThenTellsWhatFailed() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");
        PassParts<Part> parts = parts(
                (nowNs, nowMs) -> done.add("before"),
                (nowNs, nowMs) -> {
                    throw first;
                },
                (nowNs, nowMs) -> done.add("between"),
                (nowNs, nowMs) -> {
                    throw second;
                },
                (nowNs, nowMs) -> {
                    throw first;
                },
                (nowNs, nowMs) -> done.add("after"));

        assertThatThrownBy(() -> parts.run(0, 0)).isSameAs(first).hasSuppressedException(second);

        assertThat(done).containsExactly("before", "between", "after");
    }

    private interface Part {
        void run(long nowNs, long nowMs);
    }

    private static PassParts<Part> parts(Part... parts) {
        return new PassParts<>(parts, Part::run);
    }
}
