package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private static final StreamDefinition ORDERS = StreamDefinition.of("orders", "aeron:ipc", 1001);

    @Test
    void refuseWhatCannotWork() {
        assertThatThrownBy(() -> StreamDefinition.of(" ", "aeron:ipc", 1)).hasMessageContaining("name");
        assertThatThrownBy(() -> StreamDefinition.of("orders", "", 1)).hasMessageContaining("'orders'");
        assertThatThrownBy(() -> ListenerDefinition.of("risk")).hasMessageContaining("'risk'");
        assertThatThrownBy(() -> ListenerDefinition.of("", ORDERS)).hasMessageContaining("id");
        assertThatThrownBy(() -> ListenerDefinition.of("risk", ORDERS, ORDERS)).hasMessageContaining("twice");
        assertThatThrownBy(() -> ListenerDefinition.of("risk", ORDERS).withFragmentLimit(0))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("at least 1, but was 0");
        assertThatThrownBy(() -> RuntimeSettings.DEFAULT.withInterval(Duration.ZERO))
                .hasMessageContaining("interval must be positive");
        assertThatThrownBy(() -> FailureDecision.retryAfterNs(-1)).hasMessageContaining("-1");
    }

    @Test
    void areChangedByCopying() {
        ListenerDefinition listener =
                ListenerDefinition.of("risk", ORDERS.withExclusive(true)).withFragmentLimit(5);

        assertThat(listener)
                .isEqualTo(new ListenerDefinition(
                        "risk", List.of(new StreamDefinition("orders", "aeron:ipc", 1001, true)), 5));
        assertThat(ORDERS.address()).isEqualTo("[aeron:ipc, 1001]");
    }

    @Test
    void aMessageIsAViewThatCanBeCopied() {
        UnsafeBuffer log = new UnsafeBuffer("..hello..".getBytes(StandardCharsets.US_ASCII));
        BusHeader header = new BusHeader().session("orders", 1001, 7).message(96, 5, (byte) 0xC0, false, 2);
        UnsafeBuffer copy = new UnsafeBuffer(new byte[8]);

        BusMessage message = new BusMessage().wrap(log, 2, 5, header);

        assertThat(message.toByteArray()).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(message.copyTo(copy, 1)).isEqualTo(5);
        assertThat(copy.getStringWithoutLengthAscii(1, 5)).isEqualTo("hello");
        assertThat(message.header())
                .hasToString("stream=orders streamId=1001 session=7 position=96 attempt=2")
                .returns(5L, BusHeader::reservedValue);
        assertThat(ListenerFailure.headOf(log, 2, 3)).isEqualTo("68656c");
    }
}
