package io.tradebus.spring.request;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.tradebus.spring.support.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The stock client, as an application that is not made with this bus uses it: it asks, or replies, by the stream of requests
 * of {@link RequestContexts}.
 */
final class StockPeer implements AutoCloseable {
    private static final int FRAGMENT_LIMIT = 10;

    private final RequestContexts contexts;
    private final Aeron aeron;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final Map<Integer, Publication> replies = new HashMap<>();
    private final Map<Long, String> replied = new ConcurrentHashMap<>();
    private Thread responder = new Thread("no responder");

    /** A peer that is connected to a driver. */
    StockPeer(RequestContexts contexts, Path driver) {
        this.contexts = contexts;
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.toString()));
    }

    /** Asks each number with a text of its own, waits until all are replied to, and returns the replies by their numbers. */
    Map<Long, String> ask(Map<Long, String> requests) {
        try (Subscription answers = aeron.addSubscription(contexts.replyChannel(), RequestContexts.REPLY_STREAM);
                ExclusivePublication asking = aeron.addExclusivePublication(
                        correlated(contexts.requestChannel(), answers.registrationId()),
                        RequestContexts.REQUEST_STREAM)) {
            FragmentAssembler handler = new FragmentAssembler((buffer, offset, length, header) ->
                    replied.put(header.reservedValue(), buffer.getStringWithoutLengthUtf8(offset, length)));
            Await.until("the responder is there", () -> asking.isConnected() && answers.isConnected());
            requests.forEach((number, text) -> Await.until("sent: " + number, () -> offer(asking, number, text)));
            Await.until(
                    "all are replied to",
                    () -> answers.poll(handler, FRAGMENT_LIMIT) >= 0
                            && replied.keySet().containsAll(requests.keySet()));
        }
        return replied;
    }

    /** Replies to each request with its text and an exclamation mark, until this is closed. */
    void reply() {
        Subscription requests = aeron.addSubscription(contexts.requestChannel(), RequestContexts.REQUEST_STREAM);
        responder = new Thread(() -> reply(requests), "stock-responder");
        responder.start();
    }

    private void reply(Subscription requests) {
        FragmentAssembler handler = new FragmentAssembler((buffer, offset, length, header) -> {
            Image image = (Image) header.context();
            String reply = buffer.getStringWithoutLengthUtf8(offset, length) + "!";
            Publication answers = answers(image);
            Await.until("replied: " + reply, () -> offer(answers, header.reservedValue(), reply));
        });
        while (!isClosed.get()) {
            requests.forEachImage(this::answers);
            if (requests.poll(handler, FRAGMENT_LIMIT) == 0) {
                Thread.yield();
            }
        }
    }

    private Publication answers(Image image) {
        return replies.computeIfAbsent(
                image.sessionId(),
                session -> aeron.addPublication(
                        correlated(contexts.replyChannel(), image.correlationId()), RequestContexts.REPLY_STREAM));
    }

    private static boolean offer(Publication publication, long number, String text) {
        UnsafeBuffer message = new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
        return publication.offer(message, 0, message.capacity(), (term, offset, length) -> number) > 0;
    }

    private static String correlated(String channel, long id) {
        char separator = channel.indexOf('?') < 0 ? '?' : '|';
        return channel + separator + "term-length=64k|response-correlation-id=" + id;
    }

    @Override
    public void close() {
        isClosed.set(true);
        Await.until("the responder has ended", () -> !responder.isAlive());
        aeron.close();
    }
}
