package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ClientListener;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ClientTimeouts;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.support.Await;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;

class ClientWakingTest {
    /** Each answer that does not wake it takes a second. */
    @Test
    void theThreadOfAClientIsWokenByTheAnswersOfADriverOfItsProcess() {
        Path directory = InvokedBus.newDirectory();
        ClientTimeouts timeouts = ClientTimeouts.DEFAULT
                .withIdleSleepNs(TimeUnit.SECONDS.toNanos(1))
                .withKeepAliveIntervalNs(TimeUnit.SECONDS.toNanos(3));
        try (Driver driver = Driver.start(InvokedBus.smallDriver(directory));
                Client client = Client.connect(
                        ClientConfig.defaults(directory).withTimeouts(timeouts),
                        new ClientListener() {},
                        SystemNanoClock.INSTANCE,
                        SystemEpochClock.INSTANCE,
                        driver.wakeups())) {
            long beganNs = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                long id = client.asyncAddSubscription("aeron:ipc", 7);
                Await.until("answer " + i, () -> client.findSubscription(id) != null);
            }

            assertThat(System.nanoTime() - beganNs).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
        InvokedBus.deleteDirectory(directory);
    }
}
