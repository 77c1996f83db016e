package io.tradebus.guide.plain;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ClientListener;
import io.tradebus.core.client.DriverLoss;
import io.tradebus.core.client.DriverReturn;
import io.tradebus.core.client.PublicationLoss;
import io.tradebus.core.config.ClientConfig;
import java.nio.file.Path;

final class Survivor {
    /** Where an application writes what it has to settle later. */
    interface Journal {
        void uncertain(int sessionId, long from, long to);

        void failed(String what, Exception cause);
    }

    private Survivor() {}

    static Client connect(Path directory, Journal journal) {
        // tag::survivor[]
        Client client = Client.connect(ClientConfig.defaults(directory), new ClientListener() {
            @Override
            public void onDriverLost(DriverLoss loss) {
                for (PublicationLoss range : loss.publications()) {
                    journal.uncertain(range.sessionId(), range.consumedPosition(), range.appendedPosition());
                }
            }

            @Override
            public void onDriverBack(DriverReturn back) {
                back.failures().forEach(failure -> journal.failed(failure.subject(), failure.cause()));
            }
        });
        // end::survivor[]
        return client;
    }
}
