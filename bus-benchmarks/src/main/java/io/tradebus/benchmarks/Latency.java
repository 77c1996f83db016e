package io.tradebus.benchmarks;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.FragmentAssembler;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Measures latency on any stream of a running system: sends messages at a fixed rate to a stream and reads them from the same
 * one, or from one to which an echo in another process sends them. Latency counts from when a message was due. What others
 * send is passed over; what this sends reaches all subscribers of the stream.
 */
final class Latency {
    private static final int FRAGMENT_LIMIT = 64;
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long LAST_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final double SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final LatencyOptions options;
    private final IdleStrategy idle;

    private Latency(LatencyOptions options) {
        this.options = options;
        idle = options.isEcho()
                ? options.waiting().newStrategy()
                : options.waiting().newPunctualStrategy();
    }

    private static Client connect(LatencyOptions options) {
        return Client.connect(ClientConfig.defaults(options.directory()));
    }

    /** Sends, and tells how long it took. */
    static LatencyResult ask(LatencyOptions options) {
        Lane requests = options.requests();
        Lane replies = options.replies();
        try (Client client = connect(options);
                Subscription subscription = client.addSubscription(replies.channel(), replies.streamId());
                ExclusivePublication publication =
                        client.addExclusivePublication(requests.channel(), requests.streamId())) {
            Latency latency = new Latency(options);
            latency.await(publication::isConnected, "nobody subscribes to " + requests);
            latency.await(subscription::isConnected, "nobody publishes to " + replies);
            return latency.ask(publication, subscription);
        }
    }

    private LatencyResult ask(Publication publication, Subscription subscription) {
        Schedule schedule = Schedule.lasting(options.seconds(), options.rate());
        LatencyRecorder recorder =
                new LatencyRecorder(schedule, ThreadLocalRandom.current().nextInt());
        FragmentHandler handler = new FragmentAssembler(
                (buffer, offset, length, header) -> recorder.onMessage(buffer, offset, length, System.nanoTime()));
        UnsafeBuffer message = new UnsafeBuffer(new byte[options.length()]);
        long startNs = System.nanoTime();
        long nowNs = startNs;
        long lastNs = startNs;
        long sent = 0;
        while (!recorder.hasLast() && (sent < schedule.count() || nowNs - lastNs < LAST_TIMEOUT_NS)) {
            int work = subscription.poll(handler, FRAGMENT_LIMIT);
            nowNs = System.nanoTime();
            if (schedule.isDue(sent, nowNs - startNs)) {
                StampedMessage.write(message, recorder.run(), sent, startNs + schedule.offsetNs(sent));
                long position = publication.offer(message, 0, options.length());
                if (position > 0) {
                    sent++;
                    work++;
                } else if (position == Publication.NOT_CONNECTED || position == Publication.CLOSED) {
                    throw new IllegalStateException("subscribers of " + options.requests() + " have gone");
                }
            }
            lastNs = work > 0 ? nowNs : lastNs;
            idle.idle(work);
        }
        double passedS = (lastNs - startNs) / SECOND_NS;
        return recorder.result(conditions(), sent, passedS);
    }

    /** Answers until its time is over, if it has one, or it shall go on no longer. */
    static void echo(LatencyOptions options, BooleanSupplier goesOn) {
        Lane requests = options.requests();
        Lane replies = options.replies();
        try (Client client = connect(options);
                Subscription subscription = client.addSubscription(requests.channel(), requests.streamId());
                ExclusivePublication publication =
                        client.addExclusivePublication(replies.channel(), replies.streamId())) {
            new Latency(options).echo(publication, subscription, goesOn);
        }
    }

    private void echo(Publication publication, Subscription subscription, BooleanSupplier goesOn) {
        FragmentHandler handler = new FragmentAssembler((buffer, offset, length, header) -> {
            // When nobody takes the answer any more, nobody waits for it.
            while (StampedMessage.isStamped(buffer, offset, length)
                    && publication.offer(buffer, offset, length) < 0
                    && publication.isConnected()) {
                idle.idle();
            }
        });
        long startNs = System.nanoTime();
        long lengthNs = options.seconds() > 0 ? (long) (options.seconds() * SECOND_NS) : Long.MAX_VALUE;
        while (goesOn.getAsBoolean() && System.nanoTime() - startNs < lengthNs) {
            idle.idle(subscription.poll(handler, FRAGMENT_LIMIT));
        }
    }

    private void await(BooleanSupplier condition, String failure) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > CONNECT_TIMEOUT_NS) {
                throw new IllegalStateException(failure);
            }
            idle.idle();
        }
        idle.reset();
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("sent to", options.requests().toString());
        conditions.put("received from", options.replies().toString());
        conditions.put("rate", String.format(Locale.ROOT, "%,d messages/s", options.rate()));
        conditions.put("duration", options.seconds() + " s");
        conditions.put("length", options.length() + " bytes");
        conditions.put("waiting", options.waiting().name().toLowerCase(Locale.ROOT));
        conditions.putAll(BenchmarkResult.machine());
        return conditions;
    }
}
