package io.tradebus.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.RegistrationException;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.FreePorts;
import org.junit.jupiter.api.Test;

/** Our client on a stock driver. */
@Conformance("SM-90")
class ClientOnStockDriverIT extends ClientContract {
    private static final int STREAM = 1002;

    @Override
    TestDriver startDriver() {
        return new StockDriver();
    }

    @Test
    void addsAndRemovesDestinationsOfAPublication() {
        try (TestDriver driver = startDriver();
                Client client = Client.connect(driver.clientConfig())) {
            String destination = "aeron:udp?endpoint=localhost:" + FreePorts.next();
            Subscription subscription = client.addSubscription(destination, STREAM);
            ConcurrentPublication publication = client.addPublication("aeron:udp?control-mode=manual", STREAM);

            long id = publication.addDestination(destination);
            Await.until("connected", publication::isConnected);
            Await.until("image", () -> subscription.imageCount() == 1);

            publication.removeDestination(id);
            publication.addDestination(destination);
            publication.removeDestination(destination);
            assertThat(publication.channelStatus()).isEqualTo(1);
            assertThatThrownBy(() -> client.addPublication("aeron:ipc", STREAM).addDestination(destination))
                    .isInstanceOf(RegistrationException.class);
        }
    }
}
