package io.tradebus.core.driver.conductor.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class LogCreationTest {
    @Test
    void isDoneAlsoWhenTheJvmHasNoMemoryLeft() {
        LogCreation creation = new LogCreation(() -> {
            throw new OutOfMemoryError("Direct buffer memory");
        });

        creation.run();

        assertThat(creation.isDone()).isTrue();
        assertThatIllegalStateException().isThrownBy(creation::result).withMessageContaining("Direct buffer memory");
    }
}
