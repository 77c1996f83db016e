package io.tradebus.core.driver.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.NameTableRow;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.format.channel.ChannelParam;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that lead where a counter says. */
class NameTableTest {
    private final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(64 << 10)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(16 << 10)));
    private final NameLookup numbers = (host, param, isReResolution) -> address(host);
    private final NameTable table = new NameTable(
            NameTableRow.parse("orders,127.0.0.2,127.0.0.3|prices,127.0.0.4,127.0.0.5"), counters, numbers);

    @Test
    void leadsToTheInitialHostUntilACounterSaysOtherwise() {
        assertThat(lookUp("orders")).isEqualTo("127.0.0.2");

        set("orders", NameTable.RE_RESOLUTION_HOST);
        assertThat(lookUp("orders")).isEqualTo("127.0.0.3");
        assertThat(lookUp("prices")).isEqualTo("127.0.0.4");

        set("orders", NameTable.UNKNOWN);
        assertThat(table.lookUp("orders", ChannelParam.ENDPOINT, true)).isNull();
    }

    @Test
    void looksOtherNamesUpAsUsual() {
        assertThat(lookUp("127.0.0.9")).isEqualTo("127.0.0.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "orders,127.0.0.1", "a,b,c,d", "orders,,127.0.0.3", "a,b,c|d,e"})
    void refusesRowsThatDoNotHaveThreeColumns(String rows) {
        assertThatThrownBy(() -> NameTableRow.parse(rows))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("name,initial host,re-resolution host");
    }

    private String lookUp(String host) {
        InetAddress address = table.lookUp(host, ChannelParam.ENDPOINT, false);
        return address == null ? "unknown" : address.getHostAddress();
    }

    private void set(String name, long choice) {
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == NameTable.COUNTER_TYPE_ID && label.contains("name=" + name + " ")) {
                counters.setCounterValue(counterId, choice);
            }
        });
    }

    private static InetAddress address(String numbers) {
        try {
            return InetAddress.getByName(numbers);
        } catch (UnknownHostException e) {
            throw new AssertionError(numbers, e);
        }
    }
}
