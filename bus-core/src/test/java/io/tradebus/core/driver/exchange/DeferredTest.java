package io.tradebus.core.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class DeferredTest {
    @Test
    void isDoneAlsoWhenTheJvmHasNoMemoryLeft() {
        Deferred<String> creation = new Deferred<>(() -> {
            throw new OutOfMemoryError("Direct buffer memory");
        });

        creation.run();

        assertThat(creation.isDone()).isTrue();
        assertThatIllegalStateException().isThrownBy(creation::result).withMessageContaining("Direct buffer memory");
    }

    @Test
    void hasNoResultBeforeItIsDone() {
        Deferred<String> work = new Deferred<>(() -> "done");

        assertThatIllegalStateException().isThrownBy(work::result);
        work.run();

        assertThat(work.result()).isEqualTo("done");
    }
}
