package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.IdleSettings;
import io.tradebus.spring.autoconfigure.preflight.BusNeeds;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is asked of the machine, from what is configured. */
class PropertiesBusNeedsTest {
    private static final long MIB = 1 << 20;
    private static final Path DIRECTORY = Path.of("/dev/shm/bus-needs-test");

    private static final Map<String, IdleSettings> REQUESTS = Map.of("bus-requests", IdleSettings.of("spin"));

    private final Set<String> published = new HashSet<>();
    private final Map<String, String> properties = new HashMap<>(Map.of(
            "streams.orders.channel", "udp://127.0.0.1:40123",
            "streams.orders.stream-id", "1",
            "driver.term-length", "1MB"));

    @Test
    void countsALogForEachStreamAndOneMoreWhereItIsPublishedAndHeardHere() {
        BusNeeds silent = embedded(List.of(), Map.of());
        BusNeeds listening = embedded(List.of("orders"), Map.of());
        published.add("orders");
        BusNeeds both = embedded(List.of("orders"), Map.of());

        assertThat(listening.fileBytes()).isEqualTo(silent.fileBytes());
        assertThat(both.fileBytes() - listening.fileBytes()).isBetween(3 * MIB, 3 * MIB + 4096);
        assertThat(embedded(List.of(), Map.of()).fileBytes()).isEqualTo(silent.fileBytes());
        assertThat(silent.ports()).isEmpty();
        assertThat(silent.isOnNetwork()).isTrue();
        assertThat(silent.receiveBuffer()).isEqualTo(2 * MIB);
        assertThat(silent.sendBuffer()).isEqualTo(2 * MIB);
    }

    @ParameterizedTest
    @CsvSource({
        "udp://127.0.0.1:40123, 127.0.0.1:40123",
        "udp://localhost:40123, 127.0.0.1:40123",
        "udp://10.0.0.1:40123, 10.0.0.1:40123",
        "udp://0.0.0.0:40123, 0.0.0.0:40123",
        "udp://239.1.1.1:40123, ",
        "udp://risk.example:40123, ",
        "ipc, ",
    })
    void knowsWhereListenersBind(String channel, String address) {
        properties.put("streams.orders.channel", channel);

        assertThat(embedded(List.of("orders"), Map.of()).ports())
                .extracting(port -> port.property() + " "
                        + port.address().getAddress().getHostAddress() + ":"
                        + port.address().getPort())
                .isEqualTo(address == null ? List.of() : List.of("bus.streams.orders.channel " + address));
    }

    @Test
    void bindsAnAddressOnceForAllStreamsThatShareIt() {
        properties.put("streams.fills.channel", "udp://127.0.0.1:40123");
        properties.put("streams.fills.stream-id", "2");

        assertThat(embedded(List.of("orders", "fills"), Map.of()).ports()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shared | backoff | 1 | ",
                "shared | busy-spin | 1 | driver",
                "shared-network | noop | 2 | conductor, sender and receiver",
                "dedicated | yielding | 3 | conductor, sender, receiver",
                "dedicated | sleeping | 3 | ",
            })
    void countsTheThreadsOfTheDriverThatNeverRest(String threading, String idle, int threads, String spinning) {
        properties.put("driver.threading", threading);
        properties.put("driver.idle-strategy", idle);

        BusNeeds needs = embedded(List.of(), Map.of());

        assertThat(needs.driverThreads()).isEqualTo(threads);
        assertThat(String.join(", ", needs.spinningThreads())).isEqualTo(spinning == null ? "" : spinning);
    }

    @Test
    void countsTheThreadsOfListenersThatNeverRest() {
        Map<String, IdleSettings> agents = Map.of("bus-risk", IdleSettings.of("spin"), "bus-log", IdleSettings.BACKOFF);

        assertThat(embedded(List.of(), agents).spinningThreads()).containsExactly("bus-risk");
        BusNeeds external = needs(List.of("orders"), agents).external(() -> DIRECTORY);
        assertThat(external.spinningThreads()).containsExactly("bus-risk");
        assertThat(external.isEmbedded()).isFalse();
    }

    @Test
    void countsTheThreadOfRequestsWhereItMayAsk() {
        assertThat(embedded(List.of(), Map.of()).spinningThreads()).isEmpty();
        properties.put("streams.quotes.channel", "ipc");
        properties.put("streams.quotes.stream-id", "10");
        properties.put("streams.quotes.request.reply-stream-id", "20");

        assertThat(embedded(List.of("orders"), Map.of()).spinningThreads()).containsExactly("bus-requests");
        assertThat(needs(List.of(), Map.of()).external(() -> DIRECTORY).spinningThreads())
                .containsExactly("bus-requests");
        assertThat(embedded(List.of("quotes"), Map.of()).spinningThreads())
                .as("it replies itself")
                .isEmpty();
    }

    private BusNeeds embedded(List<String> heard, Map<String, IdleSettings> agents) {
        return needs(heard, agents).embedded(new BusPropertiesMapper(bound()).driverConfig(DIRECTORY));
    }

    private PropertiesBusNeeds needs(List<String> heard, Map<String, IdleSettings> agents) {
        return new PropertiesBusNeeds(
                StreamsMapper.streams(bound().getStreams(), null, List.of()), published, heard, agents, REQUESTS);
    }

    private BusProperties bound() {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("", BusProperties.class);
    }
}
