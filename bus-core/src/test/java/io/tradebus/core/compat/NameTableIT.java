package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.names.NameTable;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;

/** A driver whose names lead where a test says, as those set it up who test applications with it. */
class NameTableIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    @Conformance({"WP-110", "DB-81"})
    void aPublicationMovesWhereItsNameLeadsWhenTheCounterIsChanged() throws IOException {
        int port = UdpDrivers.freePort();
        Map<String, String> settings = UdpDrivers.settings(Map.of(
                "aeron.name.resolver.supplier", "csv_table",
                "aeron.name.resolver.init.args", "venue,127.0.0.1,127.0.0.2",
                "aeron.publication.connection.timeout", "1s"));
        try (DriverProcess driver = DriverProcess.ours(settings)) {
            driver.awaitStart();
            try (Client client = Client.connect(ClientConfig.defaults(driver.directory()))) {
                Publication publication = client.addPublication("aeron:udp?endpoint=venue:" + port, 7);
                Subscription first = client.addSubscription("aeron:udp?endpoint=127.0.0.1:" + port, 7);
                Await.until("connected where the name leads first", LIMIT, first::isConnected);
                first.close();

                Subscription second = client.addSubscription("aeron:udp?endpoint=127.0.0.2:" + port, 7);
                choose(driver, NameTable.RE_RESOLUTION_HOST);

                Await.until("connected where the name leads now", LIMIT, second::isConnected);
                Await.until("heard by the publication", LIMIT, publication::isConnected);
                assertThat(driver.counter(SystemCounter.RESOLUTION_CHANGES)).isEqualTo(1);
            }
        }
    }

    private static void choose(DriverProcess driver, long choice) throws IOException {
        try (ControlFile control = ControlFile.map(driver.directory().resolve(ControlFileLayout.FILE_NAME))) {
            CountersManager counters =
                    new CountersManager(control.counterMetadataBuffer(), control.counterValuesBuffer());
            counters.forEach((counterId, typeId, key, label) -> {
                if (typeId == NameTable.COUNTER_TYPE_ID) {
                    counters.setCounterValue(counterId, choice);
                }
            });
        }
    }
}
