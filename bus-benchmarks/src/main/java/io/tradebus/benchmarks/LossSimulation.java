package io.tradebus.benchmarks;

import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.simulation.Link;
import io.tradebus.core.simulation.LinkQuality;
import io.tradebus.core.simulation.SimulatedClock;
import io.tradebus.core.simulation.SimulatedNetwork;
import io.tradebus.core.simulation.Transcript;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A publisher and a subscriber on two simulated hosts, with a network between them that loses datagrams with data. All follows
 * from the seed, and no time passes but that of the simulation.
 */
final class LossSimulation implements AutoCloseable {
    /** A datagram with one message. */
    static final int MESSAGE_LENGTH = 1376;

    private static final int PORT = 20_001;
    private static final int STREAM_ID = 10;
    private static final int FRAGMENT_LIMIT = 64;
    private static final int MOST_OFFERS = 16;
    private static final long STEP_NS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final double SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final SimulatedClock clock = new SimulatedClock();
    private final Closing closing = new Closing();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[MESSAGE_LENGTH]);
    private final Histogram latencies = new Histogram(LONGEST_NS, 3);
    private final SimulatedNetwork network;
    private final SimulatedHost publisher;
    private final SimulatedHost subscriber;
    private final Subscription subscription;
    private final ExclusivePublication publication;
    private final FragmentHandler handler;
    private long received;

    /**
     * What the network is like.
     *
     * @param loss rate of datagrams that are lost, from 0 to 1
     * @param roundTripNs nanoseconds that a datagram and an answer to it take
     * @param gaps how many gaps a receiver asks for at a time
     */
    record Way(double loss, long roundTripNs, int gaps) {}

    LossSimulation(Way way, long seed) {
        network = new SimulatedNetwork(clock, seed, new Transcript(1));
        LinkQuality quality = LinkQuality.PERFECT.withLatencyNs(way.roundTripNs() / 2);
        network.setQuality(quality);
        publisher = closing.add(new SimulatedHost(network.node("A"), clock, seed + 1));
        subscriber = closing.add(new SimulatedHost(network.node("B"), clock, seed + 2));
        String channel = subscriber.channel(PORT);
        subscription =
                subscriber.subscribe(channel + "|rcv-wnd=1m|so-rcvbuf=4m|nak-outstanding=" + way.gaps(), STREAM_ID);
        publication = publisher.publish(channel + "|term-length=4m|pub-wnd=2m", STREAM_ID);
        handler = (buffer, offset, length, header) -> {
            received++;
            latencies.recordValue(Math.min(clock.elapsedNs() - buffer.getLong(offset), LONGEST_NS));
        };
        long deadlineNs = clock.elapsedNs() + CONNECT_TIMEOUT_NS;
        while (!publication.isConnected()) {
            if (clock.elapsedNs() > deadlineNs) {
                throw new IllegalStateException("the simulated hosts did not connect");
            }
            step();
        }
        // Data alone is lost: what comes back is too little to matter.
        network.setQuality(new Link("A", "B"), quality.withLoss(way.loss()));
    }

    /** Publishes as fast as it is taken for some time, and returns the bytes a second that were read. */
    double bytesPerSecond(double seconds) {
        long endNs = clock.elapsedNs() + (long) (seconds * SECOND_NS);
        long before = received;
        while (clock.elapsedNs() < endNs) {
            for (int i = 0; i < MOST_OFFERS && offer(clock.elapsedNs()); i++) {
                // What the next step carries.
            }
            step();
        }
        return (received - before) * MESSAGE_LENGTH / seconds;
    }

    /** Bytes sent again for each one that was read so far. */
    double sentAgain() {
        long read = received * MESSAGE_LENGTH;
        return read == 0 ? 0 : (double) publisher.counter(SystemCounter.RETRANSMITTED_BYTES) / read;
    }

    /** Publishes at a fixed rate, and returns the times from when a message was due until it was read. */
    Histogram latencies(Schedule schedule) {
        long startNs = clock.elapsedNs();
        long endNs = startNs + schedule.offsetNs(schedule.count()) + DRAIN_NS;
        long expected = received + schedule.count();
        latencies.reset();
        for (long sent = 0; received < expected && clock.elapsedNs() < endNs; ) {
            while (schedule.isDue(sent, clock.elapsedNs() - startNs) && offer(startNs + schedule.offsetNs(sent))) {
                sent++;
            }
            step();
        }
        // What is not there yet has taken this long at least; messages arrive in order.
        for (long number = schedule.count() - (expected - received); number < schedule.count(); number++) {
            latencies.recordValue(clock.elapsedNs() - startNs - schedule.offsetNs(number));
        }
        return latencies;
    }

    private boolean offer(long dueNs) {
        message.putLong(0, dueNs);
        return publication.offer(message, 0, MESSAGE_LENGTH) > 0;
    }

    private void step() {
        network.deliverDue();
        publisher.doWork();
        subscriber.doWork();
        subscription.poll(handler, FRAGMENT_LIMIT);
        clock.advanceTo(clock.elapsedNs() + STEP_NS);
    }

    @Override
    public void close() {
        closing.close();
    }
}
