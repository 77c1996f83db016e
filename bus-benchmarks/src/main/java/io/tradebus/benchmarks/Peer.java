package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One implementation under measurement: a client of a driver, and what its threads do. The loops that append many messages, and
 * those that hand over what has come, are the implementation's own.
 *
 * <p>All messages begin with their number, as {@link Expected} says. A loop tells its {@link Progress} once it is set up and
 * once it is done.
 */
final class Peer implements AutoCloseable {
    private final MessageClient client;
    private final Waiting waiting;

    Peer(MessageClient client, Waiting waiting) {
        this.client = client;
        this.waiting = waiting;
    }

    /** Offers {@code count} messages of {@code length} bytes once there is a subscriber, and waits while held back. */
    void publish(Lane lane, PublicationKind kind, long count, int length, Progress progress) {
        IdleStrategy idle = waiting.newStrategy();
        try (Outlet outlet = client.publish(lane, kind, length, idle)) {
            while (!outlet.isConnected()) {
                idle.idle();
            }
            progress.begin();
            outlet.append(0, count);
            progress.end();
        }
    }

    /** Polls until {@code count} messages have arrived. */
    void consume(Lane lane, long count, int length, Progress progress) {
        Expected expected = new Expected();
        IdleStrategy idle = waiting.newStrategy();
        try (Inlet inlet =
                client.subscribe(lane, length, (buffer, offset, size) -> expected.accept(buffer.getLong(offset)))) {
            progress.begin();
            while (expected.next() < count) {
                idle.idle(inlet.poll());
            }
            progress.end();
        }
    }

    /**
     * As {@link #publish}, to one stream after the other: each gets {@code count} messages. A stream is added once the one before
     * it is connected.
     *
     * @param lanes of the streams
     * @param consumed what the streams are kept for: of many, the last messages take longer than a driver lingers
     */
    void publishSpread(List<Lane> lanes, long count, int length, Progress progress, CountDownLatch consumed) {
        IdleStrategy idle = waiting.newStrategy();
        try (Closing closing = new Closing()) {
            List<Outlet> outlets = new ArrayList<>();
            for (Lane lane : lanes) {
                Outlet outlet = closing.add(client.publish(lane, PublicationKind.EXCLUSIVE, length, idle));
                outlets.add(outlet);
                StreamEnds.awaitConnected(lane, outlet, idle);
            }
            progress.begin();
            Outlet[] all = outlets.toArray(Outlet[]::new);
            for (long i = 0; i < count; i++) {
                for (Outlet outlet : all) {
                    outlet.append(i, 1);
                }
            }
            progress.end();
            await(consumed);
        }
    }

    /** Not for ever, since whoever counts it down may have failed. */
    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(Arrivals.TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("messages were not read within " + Arrivals.TIMEOUT_S + " s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * As {@link #consume}, of many streams: {@code count} messages of each, which have one fragment.
     *
     * @throws IllegalStateException if a stream loses its publisher meanwhile, or messages do not come
     */
    void consumeSpread(List<Lane> lanes, long count, int length, Progress progress) {
        IdleStrategy idle = waiting.newStrategy();
        try (Closing closing = new Closing()) {
            Expected.Mismatch mismatch = new Expected.Mismatch();
            List<Inlet> inlets = new ArrayList<>();
            for (Lane lane : lanes) {
                Expected expected = new Expected(mismatch);
                inlets.add(closing.add(client.subscribe(
                        lane, length, (buffer, offset, size) -> expected.accept(buffer.getLong(offset)))));
            }
            Inlet[] all = inlets.toArray(Inlet[]::new);
            Arrivals arrivals = new Arrivals(all, count * all.length);
            progress.begin();
            while (!arrivals.areComplete()) {
                int polled = 0;
                for (Inlet inlet : all) {
                    polled += inlet.poll();
                }
                mismatch.throwIfAny();
                arrivals.onPolled(polled);
                idle.idle(polled);
            }
            progress.end();
        }
    }

    /** Answers each of {@code count} messages on {@code requests} with one on {@code replies}. */
    void echo(Lane requests, Lane replies, long count, int length, Progress progress) {
        Expected expected = new Expected();
        IdleStrategy idle = waiting.newStrategy();
        try (Outlet outlet = client.publish(replies, PublicationKind.EXCLUSIVE, length, idle);
                Inlet inlet = client.subscribe(requests, length, (buffer, offset, size) -> {
                    expected.accept(buffer.getLong(offset));
                    while (!outlet.offer(buffer, offset, size)) {
                        idle.idle();
                    }
                })) {
            progress.begin();
            while (expected.next() < count) {
                idle.idle(inlet.poll());
            }
            progress.end();
        }
    }

    /** Sends {@code count} messages one after the other and records the time to each one's reply. */
    void ping(Lane requests, Lane replies, long count, int length, Progress progress, RoundTrips trips) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        Expected expected = new Expected();
        IdleStrategy idle = waiting.newStrategy();
        try (Inlet inlet = client.subscribe(
                        replies, length, (buffer, offset, size) -> expected.accept(buffer.getLong(offset)));
                Outlet outlet = client.publish(requests, PublicationKind.EXCLUSIVE, length, idle)) {
            awaitBoth(inlet, outlet, idle);
            progress.begin();
            for (long i = 0; i < count; i++) {
                message.putLong(0, i);
                long startNs = System.nanoTime();
                while (!outlet.offer(message, 0, length)) {
                    idle.idle();
                }
                while (expected.next() <= i) {
                    idle.idle(inlet.poll());
                }
                trips.record(System.nanoTime() - startNs);
            }
            progress.end();
        }
    }

    /**
     * Sends messages of {@code length} bytes, at least 16, when they are due, and records the time from then to each one's
     * reply. Those that are late are sent as fast as they are taken.
     */
    void pacedPing(Lane requests, Lane replies, Schedule schedule, int length, Progress progress, RoundTrips trips) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        Expected expected = new Expected();
        IdleStrategy idle = waiting.newPunctualStrategy();
        Receiving receiving = (buffer, offset, size) -> {
            expected.accept(buffer.getLong(offset));
            trips.record(System.nanoTime() - buffer.getLong(offset + Long.BYTES));
        };
        try (Inlet inlet = client.subscribe(replies, length, receiving);
                Outlet outlet = client.publish(requests, PublicationKind.EXCLUSIVE, length, idle)) {
            awaitBoth(inlet, outlet, idle);
            progress.begin();
            long startNs = System.nanoTime();
            for (long sent = 0; expected.next() < schedule.count(); ) {
                int work = inlet.poll();
                if (schedule.isDue(sent, System.nanoTime() - startNs)) {
                    message.putLong(0, sent);
                    message.putLong(Long.BYTES, startNs + schedule.offsetNs(sent));
                    if (outlet.offer(message, 0, length)) {
                        sent++;
                        work++;
                    }
                }
                idle.idle(work);
            }
            progress.end();
        }
    }

    private static void awaitBoth(Inlet inlet, Outlet outlet, IdleStrategy idle) {
        while (!inlet.isConnected() || !outlet.isConnected()) {
            idle.idle();
        }
    }

    /**
     * Offers messages until there are {@code messages}, polls them, and does so {@code times} times, all by the calling thread.
     * What it has to wait for is not timed.
     */
    LogTimes fillAndRead(Lane lane, PublicationKind kind, int length, int messages, int times) {
        LogTimes log = new LogTimes();
        Expected expected = new Expected();
        IdleStrategy idle = waiting.newPunctualStrategy();
        try (Inlet inlet = client.subscribe(
                        lane, length, (buffer, offset, size) -> expected.accept(buffer.getLong(offset)));
                Outlet outlet = client.publish(lane, kind, length, idle)) {
            for (int i = 0; i < times; i++) {
                // Both sides know each other, and the driver has seen what was read before.
                while (!inlet.isConnected() || !outlet.hasRoom()) {
                    idle.idle();
                }
                long first = expected.next();
                long startNs = System.nanoTime();
                outlet.append(first, messages);
                long offeredNs = System.nanoTime();
                while (expected.next() < first + messages) {
                    inlet.poll();
                }
                log.record(offeredNs - startNs, System.nanoTime() - offeredNs, messages);
            }
        }
        return log;
    }

    /** Adds exclusive publications of {@code count} streams of one channel, each after the driver has answered the one before. */
    OpenStreams publishAll(Lane first, int count) {
        IdleStrategy idle = waiting.newStrategy();
        return OpenStreams.open(
                first,
                count,
                lane -> client.publish(lane, PublicationKind.EXCLUSIVE, Long.BYTES, idle),
                Outlet::isConnected);
    }

    /** As above, subscriptions. */
    OpenStreams subscribeAll(Lane first, int count) {
        return OpenStreams.open(
                first,
                count,
                lane -> client.subscribe(lane, Long.BYTES, (buffer, offset, size) -> {}),
                Inlet::isConnected);
    }

    @Override
    public void close() {
        client.close();
    }
}
