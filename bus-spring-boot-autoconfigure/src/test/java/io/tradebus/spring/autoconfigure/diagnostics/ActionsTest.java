package io.tradebus.spring.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActionsTest {
    @Test
    void takeAMessageApartIntoProblemAndFix() {
        String message = "the channel is missing; use 'ipc'";

        assertThat(Actions.problemOf(message)).isEqualTo("The channel is missing.");
        assertThat(Actions.fixOf(message)).isEqualTo("Use 'ipc'.");
    }

    @Test
    void splitAtTheFirstPlaceWhereAFixBegins() {
        String message = "there is no listener 'rsk', did you mean 'risk'? Known are: audit; risk";

        assertThat(Actions.problemOf(message)).isEqualTo("There is no listener 'rsk'.");
        assertThat(Actions.fixOf(message)).isEqualTo("Did you mean 'risk'? Known are: audit; risk.");
    }

    @Test
    void leaveAMessageWithoutAFixWhole() {
        assertThat(Actions.problemOf("mtuLength must be a multiple of 32, but was 1500"))
                .isEqualTo("mtuLength must be a multiple of 32, but was 1500.");
        assertThat(Actions.fixOf("mtuLength must be a multiple of 32, but was 1500"))
                .isEmpty();
        assertThat(Actions.problemOf(null)).isEmpty();
    }

    @Test
    void keepTheNameOfAPropertyAsItIs() {
        assertThat(Actions.sentence("bus.streams.orders.channel is missing"))
                .isEqualTo("bus.streams.orders.channel is missing.");
    }
}
