package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.StreamDefinition;
import org.junit.jupiter.api.Test;

class ExclusiveWritersTest {
    private static final StreamDefinition OUT =
            StreamDefinition.of("out", "aeron:ipc", 1).withExclusive(true);

    private final ExclusiveWriters writers = new ExclusiveWriters();

    @Test
    void remembersAllThatShareAnAgentUntilEachIsGone() {
        writers.claim(OUT, "a", "x", "here");
        writers.claim(OUT, "b", "x", "there");

        writers.release("a");
        assertThatThrownBy(() -> writers.claim(OUT, "c", null, "elsewhere"))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("listeners 'b' (there) and 'c' (elsewhere) would write to stream 'out'");

        writers.release("b");
        assertThatCode(() -> writers.claim(OUT, "c", null, "elsewhere")).doesNotThrowAnyException();
    }

    @Test
    void aRefusedClaimLeavesNothingBehind() {
        writers.claim(OUT, "a", "x", "here");
        assertThatThrownBy(() -> writers.claim(OUT, "c", null, "elsewhere"))
                .isInstanceOf(BusConfigurationException.class);

        assertThatCode(() -> writers.claim(OUT, "b", "x", "there")).doesNotThrowAnyException();
    }
}
