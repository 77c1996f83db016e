package io.tradebus.benchmarks;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.file.Path;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/** The stock client. It does not sleep while it waits for the driver. */
final class StockPeer implements Peer {
    private static final int FRAGMENT_LIMIT = 64;

    private final Waiting waiting;
    private final Aeron client;

    StockPeer(Path directory, Waiting waiting) {
        this.waiting = waiting;
        this.client = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(directory.toString())
                .awaitingIdleStrategy(YieldingIdleStrategy.INSTANCE));
    }

    @Override
    public void publish(Lane lane, PublicationKind kind, long count, int length, Progress progress) {
        IdleStrategy idle = waiting.newStrategy();
        try (Publication publication = add(lane, kind)) {
            StockAppender appender = new StockAppender(publication, length, idle);
            while (!publication.isConnected()) {
                idle.idle();
            }
            progress.begin();
            appender.append(0, count);
            progress.end();
        }
    }

    private Publication add(Lane lane, PublicationKind kind) {
        return kind == PublicationKind.CONCURRENT
                ? client.addPublication(lane.channel(), lane.streamId())
                : client.addExclusivePublication(lane.channel(), lane.streamId());
    }

    @Override
    public void consume(Lane lane, long count, int length, Progress progress) {
        Expected expected = new Expected();
        FragmentHandler handler =
                whole(length, (buffer, offset, size, header) -> expected.accept(buffer.getLong(offset)));
        IdleStrategy idle = waiting.newStrategy();
        try (Subscription subscription = client.addSubscription(lane.channel(), lane.streamId())) {
            progress.begin();
            while (expected.next() < count) {
                idle.idle(subscription.poll(handler, FRAGMENT_LIMIT));
            }
            progress.end();
        }
    }

    @Override
    public void echo(Lane requests, Lane replies, long count, int length, Progress progress) {
        Expected expected = new Expected();
        IdleStrategy idle = waiting.newStrategy();
        try (Subscription subscription = client.addSubscription(requests.channel(), requests.streamId());
                ExclusivePublication publication =
                        client.addExclusivePublication(replies.channel(), replies.streamId())) {
            FragmentHandler handler = whole(length, (buffer, offset, size, header) -> {
                expected.accept(buffer.getLong(offset));
                while (publication.offer(buffer, offset, size) < 0) {
                    idle.idle();
                }
            });
            progress.begin();
            while (expected.next() < count) {
                idle.idle(subscription.poll(handler, FRAGMENT_LIMIT));
            }
            progress.end();
        }
    }

    @Override
    public void ping(Lane requests, Lane replies, long count, int length, Progress progress, RoundTrips trips) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        Expected expected = new Expected();
        FragmentHandler handler =
                whole(length, (buffer, offset, size, header) -> expected.accept(buffer.getLong(offset)));
        IdleStrategy idle = waiting.newStrategy();
        try (Subscription subscription = client.addSubscription(replies.channel(), replies.streamId());
                ExclusivePublication publication =
                        client.addExclusivePublication(requests.channel(), requests.streamId())) {
            while (!subscription.isConnected() || !publication.isConnected()) {
                idle.idle();
            }
            progress.begin();
            for (long i = 0; i < count; i++) {
                message.putLong(0, i);
                long startNs = System.nanoTime();
                offer(publication, message, length, idle);
                while (expected.next() <= i) {
                    idle.idle(subscription.poll(handler, FRAGMENT_LIMIT));
                }
                trips.record(System.nanoTime() - startNs);
            }
            progress.end();
        }
    }

    @Override
    public void pacedPing(
            Lane requests, Lane replies, Schedule schedule, int length, Progress progress, RoundTrips trips) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        Expected expected = new Expected();
        FragmentHandler handler = whole(length, (buffer, offset, size, header) -> {
            expected.accept(buffer.getLong(offset));
            trips.record(System.nanoTime() - buffer.getLong(offset + Long.BYTES));
        });
        IdleStrategy idle = waiting.newPunctualStrategy();
        try (Subscription subscription = client.addSubscription(replies.channel(), replies.streamId());
                ExclusivePublication publication =
                        client.addExclusivePublication(requests.channel(), requests.streamId())) {
            while (!subscription.isConnected() || !publication.isConnected()) {
                idle.idle();
            }
            progress.begin();
            long startNs = System.nanoTime();
            for (long sent = 0; expected.next() < schedule.count(); ) {
                int work = subscription.poll(handler, FRAGMENT_LIMIT);
                if (schedule.isDue(sent, System.nanoTime() - startNs)) {
                    message.putLong(0, sent);
                    message.putLong(Long.BYTES, startNs + schedule.offsetNs(sent));
                    if (publication.offer(message, 0, length) > 0) {
                        sent++;
                        work++;
                    }
                }
                idle.idle(work);
            }
            progress.end();
        }
    }

    @Override
    public LogTimes fillAndRead(Lane lane, PublicationKind kind, int length, int messages, int times) {
        LogTimes log = new LogTimes();
        Expected expected = new Expected();
        FragmentHandler handler = (buffer, offset, size, header) -> expected.accept(buffer.getLong(offset));
        IdleStrategy idle = waiting.newPunctualStrategy();
        try (Subscription subscription = client.addSubscription(lane.channel(), lane.streamId());
                Publication publication = add(lane, kind)) {
            StockAppender appender = new StockAppender(publication, length, idle);
            for (int i = 0; i < times; i++) {
                // Both sides know each other, and the driver has seen what was read before.
                while (!subscription.isConnected()
                        || publication.availableWindow() < publication.termBufferLength() / 4) {
                    idle.idle();
                }
                long first = expected.next();
                long startNs = System.nanoTime();
                appender.append(first, messages);
                long offeredNs = System.nanoTime();
                while (expected.next() < first + messages) {
                    subscription.poll(handler, FRAGMENT_LIMIT);
                }
                log.record(offeredNs - startNs, System.nanoTime() - offeredNs, messages);
            }
        }
        return log;
    }

    @Override
    public OpenStreams publishAll(Lane first, int count) {
        return OpenStreams.open(first, count, client::addExclusivePublication, Publication::isConnected);
    }

    @Override
    public OpenStreams subscribeAll(Lane first, int count) {
        return OpenStreams.open(first, count, client::addSubscription, Subscription::isConnected);
    }

    /** A handler of whole messages, for fragments of which they may have several. */
    private static FragmentHandler whole(int length, FragmentHandler handler) {
        return length > Transport.MAX_PAYLOAD_LENGTH ? new FragmentAssembler(handler) : handler;
    }

    private static void offer(Publication publication, UnsafeBuffer message, int length, IdleStrategy idle) {
        while (publication.offer(message, 0, length) < 0) {
            idle.idle();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
