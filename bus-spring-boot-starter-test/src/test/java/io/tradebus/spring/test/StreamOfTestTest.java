package io.tradebus.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamOfTestTest {
    @Test
    void readsNameChannelAndStreamId() {
        assertThat(StreamOfTest.parse("orders=ipc:1001")).isEqualTo(new StreamOfTest("orders", "ipc", 1001));
        assertThat(StreamOfTest.parse("quotes = udp://127.0.0.1:40123:7"))
                .isEqualTo(new StreamOfTest("quotes", "udp://127.0.0.1:40123", 7));
        assertThat(StreamOfTest.parse("fills=aeron:ipc?term-length=64k:-1"))
                .isEqualTo(new StreamOfTest("fills", "aeron:ipc?term-length=64k", -1));
    }

    @Test
    void becomesProperties() {
        assertThat(StreamOfTest.parse("checked-orders=ipc:2").properties())
                .containsExactly("bus.streams.checked-orders.channel=ipc", "bus.streams.checked-orders.stream-id=2");
        assertThat(StreamOfTest.parse("Checked.Orders=ipc:2").properties())
                .containsExactly("bus.streams[Checked.Orders].channel=ipc", "bus.streams[Checked.Orders].stream-id=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "orders=ipc", "=ipc:1", "orders=:1", "orders=ipc:", "orders=ipc:one"})
    void refusesAnythingElseWithAnExample(String text) {
        assertThatThrownBy(() -> StreamOfTest.parse(text))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("@BusTest(streams = \"" + text + "\")")
                .hasMessageContaining("orders=ipc:1001");
    }
}
