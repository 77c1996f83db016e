package io.tradebus.benchmarks;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.driver.Driver;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** The driver and client of this project. */
final class OurPeer implements Peer {
    private static final int FRAGMENT_LIMIT = 64;

    private final Path directory = DriverDirectories.create("tradebus");
    private final Driver driver = Driver.start(config(directory.resolve("driver")));
    private final Client client = Client.connect(ClientConfig.defaults(directory.resolve("driver")));

    private static DriverConfig config(Path directory) {
        DriverConfig defaults = DriverConfig.defaults();
        return defaults.withDirectory(directory)
                .withThreading(defaults.threading().withMode(ThreadingMode.SHARED));
    }

    @Override
    public String name() {
        return "tradebus";
    }

    @Override
    public void publish(String channel, int streamId, long count, int length) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        try (ExclusivePublication publication = client.addExclusivePublication(channel, streamId)) {
            for (long i = 0; i < count; i++) {
                message.putLong(0, i);
                offer(publication, message, length);
            }
        }
    }

    @Override
    public void consume(String channel, int streamId, long count, Runnable ready) {
        Expected expected = new Expected();
        FragmentHandler handler = (buffer, offset, length, header) -> expected.accept(buffer.getLong(offset));
        try (Subscription subscription = client.addSubscription(channel, streamId)) {
            ready.run();
            while (expected.next() < count) {
                if (subscription.poll(handler, FRAGMENT_LIMIT) == 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Override
    public void echo(String channel, int requestStreamId, int replyStreamId, long count, Runnable ready) {
        Expected expected = new Expected();
        try (Subscription requests = client.addSubscription(channel, requestStreamId);
                ExclusivePublication replies = client.addExclusivePublication(channel, replyStreamId)) {
            FragmentHandler handler = (buffer, offset, length, header) -> {
                expected.accept(buffer.getLong(offset));
                while (replies.offer(buffer, offset, length) < 0) {
                    Thread.onSpinWait();
                }
            };
            ready.run();
            while (expected.next() < count) {
                if (requests.poll(handler, FRAGMENT_LIMIT) == 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Override
    public void ping(String channel, int requestStreamId, int replyStreamId, long count, int length, RoundTrips trips) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        Expected expected = new Expected();
        FragmentHandler handler = (buffer, offset, size, header) -> expected.accept(buffer.getLong(offset));
        try (Subscription replies = client.addSubscription(channel, replyStreamId);
                ExclusivePublication requests = client.addExclusivePublication(channel, requestStreamId)) {
            while (!replies.isConnected()) {
                Thread.onSpinWait();
            }
            for (long i = 0; i < count; i++) {
                message.putLong(0, i);
                long startNs = System.nanoTime();
                offer(requests, message, length);
                while (expected.next() <= i) {
                    replies.poll(handler, FRAGMENT_LIMIT);
                }
                trips.record(System.nanoTime() - startNs);
            }
        }
    }

    private static void offer(ExclusivePublication publication, UnsafeBuffer message, int length) {
        while (publication.offer(message, 0, length) < 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        client.close();
        driver.close();
        IoUtil.delete(directory.toFile(), true);
    }
}
