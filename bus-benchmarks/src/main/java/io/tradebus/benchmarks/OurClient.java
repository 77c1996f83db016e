package io.tradebus.benchmarks;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.FragmentAssembler;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ClientTimeouts;
import io.tradebus.core.config.IdleSettings;
import java.nio.file.Path;
import org.agrona.concurrent.IdleStrategy;

/** The client of this project. */
final class OurClient implements MessageClient {
    private final Client client;

    OurClient(Path directory) {
        client = Client.connect(ClientConfig.defaults(directory)
                .withTimeouts(ClientTimeouts.DEFAULT.withDriverTimeoutMs(DRIVER_TIMEOUT_MS))
                .withAwaitingIdle(IdleSettings.of("yield")));
    }

    @Override
    public Outlet publish(Lane lane, PublicationKind kind, int length, IdleStrategy idle) {
        Publication publication = kind == PublicationKind.CONCURRENT
                ? client.addPublication(lane.channel(), lane.streamId())
                : client.addExclusivePublication(lane.channel(), lane.streamId());
        return new OurOutlet(publication, kind, length, idle);
    }

    @Override
    public Inlet subscribe(Lane lane, int length, Receiving receiving) {
        FragmentHandler handler = (buffer, offset, size, header) -> receiving.onMessage(buffer, offset, size);
        return new OurInlet(
                client.addSubscription(lane.channel(), lane.streamId()),
                length > Transport.MAX_PAYLOAD_LENGTH ? new FragmentAssembler(handler) : handler);
    }

    /** A subscription of our client, and what it hands fragments to. */
    private record OurInlet(Subscription subscription, FragmentHandler handler) implements Inlet {
        @Override
        public boolean isConnected() {
            return subscription.isConnected();
        }

        @Override
        public int poll() {
            return subscription.poll(handler, FRAGMENT_LIMIT);
        }

        @Override
        public void close() {
            subscription.close();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
