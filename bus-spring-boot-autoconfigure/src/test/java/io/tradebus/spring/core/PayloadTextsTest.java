package io.tradebus.spring.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.spring.autoconfigure.BusContexts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent and cannot be, is told in a sentence. */
class PayloadTextsTest {
    @TempDir
    private Path directory;

    @Test
    @SuppressWarnings("NullAway") // What a caller without its checks may do.
    void aPayloadThatIsNullIsNone() {
        BusContexts.in(directory)
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(BusTemplate.class).send("orders", (Object) null))
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage("there is no payload for stream 'orders': it is null"));
    }

    @Test
    void anObjectOfNoTypeOfItsOwnCannotBeWritten() {
        BusContexts.in(directory)
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(BusTemplate.class).send("orders", new Object()))
                        .hasMessageContaining("says nothing of what is in it"));
    }
}
