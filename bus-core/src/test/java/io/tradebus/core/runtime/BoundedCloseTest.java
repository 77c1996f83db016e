package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;

class BoundedCloseTest {
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void closesInOrder() {
        close(Duration.ofSeconds(30))
                .step("a", () -> closed.add("a"))
                .step("b", () -> closed.add("b"))
                .run();

        assertThat(closed).containsExactly("a", "b");
    }

    @Test
    void closesTheRestAfterAFailureAndReportsTheFirst() {
        BoundedClose close = close(Duration.ofSeconds(30))
                .step("a", () -> fail("first"))
                .step("b", () -> fail("second"))
                .step("c", () -> closed.add("c"));

        assertThatThrownBy(close::run).isInstanceOf(BusException.class).hasMessage("closing failed: first");
        assertThat(closed).containsExactly("c");
    }

    @Test
    void closesTheRestAfterAnErrorOfTheJvm() {
        BoundedClose close = close(Duration.ofSeconds(30))
                .step("a", () -> {
                    throw new OutOfMemoryError("heap");
                })
                .step("b", () -> closed.add("b"));

        assertThatThrownBy(close::run).isInstanceOf(BusException.class).hasMessage("closing failed: heap");
        assertThat(closed).containsExactly("b");
    }

    @Test
    void doesNotWaitForEver() {
        CountDownLatch never = new CountDownLatch(1);
        BoundedClose close = close(Duration.ofMillis(20)).step("driver", never::await);

        assertThatThrownBy(close::run)
                .isInstanceOf(BusException.class)
                .hasMessageContaining("closing the driver took longer than 20 ms");
        never.countDown();
    }

    private static BoundedClose close(Duration limit) {
        return new BoundedClose(limit, SystemNanoClock.INSTANCE);
    }

    private static void fail(String text) {
        throw new IllegalStateException(text);
    }
}
