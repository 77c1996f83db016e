package io.tradebus.benchmarks;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.FragmentAssembler;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** The client of this project. */
final class OurPeer implements Peer {
    private static final int FRAGMENT_LIMIT = 64;

    private final RunningDriver driver;
    private final Waiting waiting;
    private final Client client;

    OurPeer(RunningDriver driver, Waiting waiting) {
        this.driver = driver;
        this.waiting = waiting;
        this.client = Client.connect(ClientConfig.defaults(driver.directory()));
    }

    @Override
    public void publish(Lane lane, long count, int length, Runnable connected) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        IdleStrategy idle = waiting.newStrategy();
        try (ExclusivePublication publication = client.addExclusivePublication(lane.channel(), lane.streamId())) {
            while (!publication.isConnected()) {
                idle.idle();
            }
            connected.run();
            for (long i = 0; i < count; i++) {
                message.putLong(0, i);
                offer(publication, message, length, idle);
            }
        }
    }

    @Override
    public long consume(Lane lane, long count, Runnable ready) {
        Expected expected = new Expected();
        FragmentAssembler handler =
                new FragmentAssembler((buffer, offset, length, header) -> expected.accept(buffer.getLong(offset)));
        IdleStrategy idle = waiting.newStrategy();
        try (Subscription subscription = client.addSubscription(lane.channel(), lane.streamId())) {
            ready.run();
            while (expected.next() < count) {
                idle.idle(subscription.poll(handler, FRAGMENT_LIMIT));
            }
            return System.nanoTime();
        }
    }

    @Override
    public void echo(Lane requests, Lane replies, long count, Runnable ready) {
        Expected expected = new Expected();
        IdleStrategy idle = waiting.newStrategy();
        try (Subscription subscription = client.addSubscription(requests.channel(), requests.streamId());
                ExclusivePublication publication =
                        client.addExclusivePublication(replies.channel(), replies.streamId())) {
            FragmentHandler handler = (buffer, offset, length, header) -> {
                expected.accept(buffer.getLong(offset));
                while (publication.offer(buffer, offset, length) < 0) {
                    idle.idle();
                }
            };
            ready.run();
            while (expected.next() < count) {
                idle.idle(subscription.poll(handler, FRAGMENT_LIMIT));
            }
        }
    }

    @Override
    public void ping(Lane requests, Lane replies, long count, int length, RoundTrips trips) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        Expected expected = new Expected();
        FragmentHandler handler = (buffer, offset, size, header) -> expected.accept(buffer.getLong(offset));
        IdleStrategy idle = waiting.newStrategy();
        try (Subscription subscription = client.addSubscription(replies.channel(), replies.streamId());
                ExclusivePublication publication =
                        client.addExclusivePublication(requests.channel(), requests.streamId())) {
            while (!subscription.isConnected() || !publication.isConnected()) {
                idle.idle();
            }
            for (long i = 0; i < count; i++) {
                message.putLong(0, i);
                long startNs = System.nanoTime();
                offer(publication, message, length, idle);
                while (expected.next() <= i) {
                    idle.idle(subscription.poll(handler, FRAGMENT_LIMIT));
                }
                trips.record(System.nanoTime() - startNs);
            }
        }
    }

    private static void offer(ExclusivePublication publication, UnsafeBuffer message, int length, IdleStrategy idle) {
        while (publication.offer(message, 0, length) < 0) {
            idle.idle();
        }
    }

    @Override
    public void close() {
        client.close();
        driver.close();
    }
}
