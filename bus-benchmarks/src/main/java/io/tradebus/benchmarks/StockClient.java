package io.tradebus.benchmarks;

import io.aeron.Aeron;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.file.Path;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** The stock client. */
final class StockClient implements MessageClient {
    private final Aeron client;

    StockClient(Path directory) {
        client = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(directory.toString())
                .driverTimeoutMs(DRIVER_TIMEOUT_MS)
                .awaitingIdleStrategy(YieldingIdleStrategy.INSTANCE));
    }

    @Override
    public Outlet publish(Lane lane, PublicationKind kind, int length, IdleStrategy idle) {
        Publication publication = kind == PublicationKind.CONCURRENT
                ? client.addPublication(lane.channel(), lane.streamId())
                : client.addExclusivePublication(lane.channel(), lane.streamId());
        return new StockOutlet(publication, length, idle);
    }

    @Override
    public Inlet subscribe(Lane lane, int length, Receiving receiving) {
        FragmentHandler handler = (buffer, offset, size, header) -> receiving.onMessage(buffer, offset, size);
        return new StockInlet(
                client.addSubscription(lane.channel(), lane.streamId()),
                length > Transport.MAX_PAYLOAD_LENGTH ? new FragmentAssembler(handler) : handler);
    }

    /** A subscription of the stock client, and what it hands fragments to. */
    private record StockInlet(Subscription subscription, FragmentHandler handler) implements Inlet {
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
