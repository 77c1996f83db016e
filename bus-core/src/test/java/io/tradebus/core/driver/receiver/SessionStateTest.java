package io.tradebus.core.driver.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SessionStateTest {
    @Test
    void transitionsAreExactlyThese() {
        StringBuilder table = new StringBuilder();
        for (SessionState from : SessionState.values()) {
            for (SessionState to : SessionState.values()) {
                if (from.mayBecome(to)) {
                    table.append(from).append(" -> ").append(to).append('\n');
                }
            }
        }

        assertThat(table.toString()).isEqualTo("""
                UNKNOWN -> PENDING_SETUP
                UNKNOWN -> INIT_IN_PROGRESS
                UNKNOWN -> ACTIVE
                UNKNOWN -> NO_INTEREST
                PENDING_SETUP -> UNKNOWN
                PENDING_SETUP -> INIT_IN_PROGRESS
                PENDING_SETUP -> ACTIVE
                PENDING_SETUP -> NO_INTEREST
                INIT_IN_PROGRESS -> UNKNOWN
                INIT_IN_PROGRESS -> ACTIVE
                INIT_IN_PROGRESS -> NO_INTEREST
                ACTIVE -> UNKNOWN
                ACTIVE -> COOL_DOWN
                ACTIVE -> NO_INTEREST
                COOL_DOWN -> UNKNOWN
                COOL_DOWN -> NO_INTEREST
                NO_INTEREST -> UNKNOWN
                """);
    }

    @Test
    void aSessionMakesNoOtherMove() {
        Session session = new Session(5);
        session.become(SessionState.PENDING_SETUP, null, 100);

        assertThatThrownBy(() -> session.become(SessionState.COOL_DOWN, null, 200))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("session 5 cannot go from PENDING_SETUP to COOL_DOWN");
        assertThat(session.ageNs(300)).isEqualTo(200);
    }
}
