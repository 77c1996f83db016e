package io.tradebus.core.client.response;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The publications by which a responder answers: one for each image of the subscription that reads requests, made when the
 * image comes and closed when it goes.
 *
 * <p>For one thread at a time, the one that polls the subscription, which calls {@link #doWork} again and again. Nothing
 * waits. See docs/guide/without-spring.md#requests.
 */
public final class ResponsePublications implements AutoCloseable {
    private static final long CHECK_INTERVAL_NS = 10_000_000L;

    /** Nanoseconds until what a driver has refused is asked for again. */
    private static final long RETRY_NS = 1_000_000_000L;

    private final Client client;
    private final Subscription requests;
    private final String responseChannel;
    private final int responseStreamId;
    private final NanoClock clock;
    private final Long2ObjectHashMap<Answer> byImageId = new Long2ObjectHashMap<>();
    private final List<Answer> ending = new ArrayList<>();
    private final Consumer<Image> expect = this::expect;
    private long clientId;
    private long checkNs;
    private long askNs;
    private long refusals;
    private @Nullable RuntimeException lastRefusal;

    /** What answers one image: asked for, there, or refused. */
    private static final class Answer {
        private final Image image;
        private long requestId;
        private boolean isAskedFor;
        private long askNs;
        private @Nullable ExclusivePublication publication;

        Answer(Image image, long askNs) {
            this.image = image;
            this.askNs = askNs;
        }
    }

    /**
     * Publications for the images of a subscription.
     *
     * @param responseChannel the channel to answer by, with {@code control-mode=response}, such as {@code
     *     aeron:udp?control-mode=response|control=0.0.0.0:20002}
     */
    public ResponsePublications(Client client, Subscription requests, String responseChannel, int responseStreamId) {
        this(client, requests, responseChannel, responseStreamId, SystemNanoClock.INSTANCE);
    }

    /** {@link #ResponsePublications(Client, Subscription, String, int)}, by a clock. */
    public ResponsePublications(
            Client client, Subscription requests, String responseChannel, int responseStreamId, NanoClock clock) {
        RequestRoute.requireResponse(responseChannel);
        this.client = client;
        this.requests = requests;
        this.responseChannel = responseChannel;
        this.responseStreamId = responseStreamId;
        this.clock = clock;
        clientId = client.clientId();
        checkNs = clock.nanoTime();
    }

    /**
     * What answers an image.
     *
     * @return null until the driver has made it, and when the one who asks does not want to be answered
     */
    public @Nullable ExclusivePublication find(Image image) {
        Answer answer = byImageId.get(image.correlationId());
        return answer == null || answer.publication == null || answer.publication.isClosed()
                ? null
                : answer.publication;
    }

    /** Makes what is missing and closes what is not needed; returns how much was done. */
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (nowNs - checkNs < 0) {
            return 0;
        }
        checkNs = nowNs + CHECK_INTERVAL_NS;
        int workCount = closeEnded();
        if (!client.isAttached()) {
            return workCount;
        }
        askNs = nowNs;
        requests.forEachImage(expect);
        for (Answer answer : byImageId.values()) {
            workCount += advance(answer, nowNs);
        }
        return workCount;
    }

    private void expect(Image image) {
        // Who published to the lost driver cannot be answered by the next one.
        if (!image.isClosed() && !image.isDraining() && !byImageId.containsKey(image.correlationId())) {
            byImageId.put(image.correlationId(), new Answer(image, askNs));
        }
    }

    /** Why the driver refused the last publication that it refused, or null; for diagnostics. */
    public @Nullable RuntimeException lastRefusal() {
        return lastRefusal;
    }

    /** How often the driver has refused a publication. */
    public long refusals() {
        return refusals;
    }

    /** Closes all of them, and gives those up that the driver was only asked for. */
    @Override
    public void close() {
        byImageId.values().forEach(this::close);
        byImageId.clear();
    }

    private int closeEnded() {
        // Images and publications are known by their ids, which the driver gave.
        boolean isOtherDriver = !client.isAttached() || client.clientId() != clientId;
        clientId = client.clientId();
        for (Answer answer : byImageId.values()) {
            boolean isLost = answer.publication != null && answer.publication.isClosed();
            if (isOtherDriver || isLost || answer.image.isClosed()) {
                ending.add(answer);
            }
        }
        int count = ending.size();
        for (Answer answer : ending) {
            byImageId.remove(answer.image.correlationId());
            close(answer);
        }
        ending.clear();
        return count;
    }

    private int advance(Answer answer, long nowNs) {
        try {
            if (answer.publication == null && answer.isAskedFor) {
                answer.publication = client.findExclusivePublication(answer.requestId);
                return answer.publication == null ? 0 : 1;
            }
            if (answer.publication == null && nowNs - answer.askNs >= 0) {
                answer.requestId = client.asyncAddExclusivePublication(
                        RequestRoute.correlated(responseChannel, answer.image.correlationId()), responseStreamId);
                answer.isAskedFor = true;
                return 1;
            }
        } catch (RuntimeException e) {
            refusals++;
            lastRefusal = e;
            answer.isAskedFor = false;
            answer.askNs = nowNs + RETRY_NS;
        }
        return 0;
    }

    private void close(Answer answer) {
        if (answer.publication != null) {
            answer.publication.close();
        } else if (answer.isAskedFor) {
            client.abandon(answer.requestId);
        }
    }
}
