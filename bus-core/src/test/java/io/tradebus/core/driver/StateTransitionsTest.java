package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.conductor.network.ImageState;
import io.tradebus.core.driver.conductor.resource.PublicationState;
import io.tradebus.core.driver.conductor.resource.TetherState;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class StateTransitionsTest {
    @Test
    void transitionsOfAPublicationAreExactlyThese() {
        assertThat(transitionsOf(PublicationState.values(), PublicationState::mayBecome))
                .isEqualTo("""
                ACTIVE -> DRAINING
                ACTIVE -> LINGERING
                DRAINING -> LINGERING
                LINGERING -> DONE
                """);
    }

    @Test
    void transitionsOfASubscriberAreExactlyThese() {
        assertThat(transitionsOf(TetherState.values(), TetherState::mayBecome)).isEqualTo("""
                ACTIVE -> LINGERING
                LINGERING -> RESTING
                LINGERING -> DROPPED
                RESTING -> ACTIVE
                """);
    }

    @Test
    void transitionsOfAnImageAreExactlyThese() {
        assertThat(transitionsOf(ImageState.values(), ImageState::mayBecome)).isEqualTo("""
                STARTING -> ACTIVE
                STARTING -> DRAINING
                ACTIVE -> DRAINING
                DRAINING -> LINGERING
                LINGERING -> DONE
                """);
    }

    private static <S> String transitionsOf(S[] states, BiPredicate<S, S> mayBecome) {
        StringBuilder table = new StringBuilder();
        for (S from : states) {
            for (S to : states) {
                if (mayBecome.test(from, to)) {
                    table.append(from).append(" -> ").append(to).append('\n');
                }
            }
        }
        return table.toString();
    }
}
