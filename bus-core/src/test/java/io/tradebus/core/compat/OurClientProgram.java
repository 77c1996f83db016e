package io.tradebus.core.compat;

import io.tradebus.core.BusException;
import io.tradebus.core.client.Claim;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.ClientListener;
import io.tradebus.core.client.ConcurrentPublication;
import io.tradebus.core.client.ControlledFragmentAssembler;
import io.tradebus.core.client.ControlledFragmentHandler;
import io.tradebus.core.client.Counter;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.FragmentAssembler;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.format.log.DirectBufferVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Our client as a program, with the roles and lines of {@link StockClientProgram}. First argument: driver directory; then a role and its arguments. It prints a line for
 * each thing that happens, and ends when its standard input is closed.
 */
public final class OurClientProgram {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(100);
    private static final long PAUSE_NS = 50_000;
    private static final int BATCH_LENGTH = 8192;

    private final Client client;
    private final String[] arguments;
    private int next = 2;
    private final StandardInput input = new StandardInput();
    private volatile boolean hasLostAnImage;

    private OurClientProgram(Client client, String[] arguments) {
        this.client = client;
        this.arguments = arguments;
    }

    public static void main(String[] arguments) throws Exception {
        ClientConfig config = ClientConfig.defaults(Path.of(arguments[0]))
                .withName("our-peer")
                .withReconnect(false);
        try (Client client = Client.connect(config, new Listener())) {
            say("CONNECTED " + client.clientId());
            new OurClientProgram(client, arguments).run(arguments[1]);
        }
        say("ENDED");
    }

    private void run(String role) throws Exception {
        switch (role) {
            case "publish" -> publish();
            case "subscribe" -> subscribe();
            case "follow" -> follow();
            case "follow-to-end" -> followToEnd(false);
            case "sample" -> followToEnd(true);
            case "block-poll" -> blockPoll();
            case "claim-and-hang" -> claimAndHang();
            case "counters" -> counters();
            case "idle" -> idle();
            default -> throw new IllegalArgumentException(role);
        }
        input.awaitEnd();
    }

    /**
     * {@code publish concurrent|exclusive offer|claim|vector|parts|batch|slow channel stream count maxLength}. Without count, 0,
     * it goes on until the input ends. Of several channels, with blanks between, each gets every message.
     */
    private void publish() {
        String kind = nextWord();
        String method = nextWord();
        String[] channels = nextWord().split(" ");
        int streamId = Integer.parseInt(nextWord());
        long count = Long.parseLong(nextWord());
        int maxLength = Integer.parseInt(nextWord());
        List<Publication> publications = new ArrayList<>();
        for (String channel : channels) {
            publications.add(
                    kind.equals("exclusive")
                            ? client.addExclusivePublication(channel, streamId)
                            : client.addPublication(channel, streamId));
        }
        say("PUBLICATION " + publications.get(0).sessionId());
        for (Publication publication : publications) {
            await(() -> publication.isConnected() ? 1 : -1);
        }

        CheckedMessages messages = new CheckedMessages(maxLength);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[maxLength]);
        Claim claim = new Claim();
        MessageBatch batch = new MessageBatch(BATCH_LENGTH);
        long number = 0;
        for (; count > 0 ? number < count : !input.hasEnded(); number++) {
            int length = messages.fill(number, buffer, 0);
            for (Publication publication : publications) {
                await(() -> switch (method) {
                    case "claim" -> claim(publication, claim, buffer, length);
                    case "vector" -> publication.offer(split(buffer, length));
                    case "batch" -> batch(publication, batch, buffer, length);
                    case "parts" -> publication.offer(buffer, 0, 8, buffer, 8, length - 8);
                    default -> publication.offer(buffer, 0, length);
                });
            }
            if (method.equals("slow")) {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
        await(() -> publications.get(0).offer(batch));
        say("PUBLISHED " + number + " " + publications.get(0).position());
    }

    /** Collects messages, and offers them when there is no room for another one. Of one publication only. */
    private static long batch(Publication publication, MessageBatch batch, DirectBuffer message, int length) {
        if (!batch.add(message, 0, length)) {
            long result = publication.offer(batch);
            return result < 0 || batch.add(message, 0, length) ? result : Publication.CLOSED;
        }
        return 1;
    }

    private static long claim(Publication publication, Claim claim, DirectBuffer message, int length) {
        if (length > publication.maxPayloadLength()) {
            return publication.offer(message, 0, length);
        }
        long result = publication.tryClaim(length, claim);
        if (result > 0) {
            claim.buffer().putBytes(claim.offset(), message, 0, length);
            claim.commit();
        }
        return result;
    }

    private static DirectBufferVector[] split(DirectBuffer buffer, int length) {
        int third = length / 3;
        return new DirectBufferVector[] {
            new DirectBufferVector(buffer, 0, third),
            new DirectBufferVector(buffer, third, third),
            new DirectBufferVector(buffer, 2 * third, length - 2 * third)
        };
    }

    /** {@code subscribe poll|controlled channel stream sessions countPerSession maxLength}. */
    private void subscribe() {
        String method = nextWord();
        String channel = nextWord();
        int streamId = Integer.parseInt(nextWord());
        int sessions = Integer.parseInt(nextWord());
        long count = Long.parseLong(nextWord());
        CheckedMessages messages = new CheckedMessages(Integer.parseInt(nextWord()));
        Map<Integer, Long> expected = new HashMap<>();
        Subscription subscription = addSubscription(channel, streamId);

        FragmentHandler check = (buffer, offset, length, header) -> {
            long number = expected.getOrDefault(header.sessionId(), 0L);
            messages.check(number, buffer, offset, length);
            expected.put(header.sessionId(), number + 1);
        };
        LongSupplier poll = method.equals("controlled") ? controlled(subscription, check) : plain(subscription, check);
        pollUntil(() -> total(expected) >= sessions * count, poll);
        say("RECEIVED " + total(expected));
    }

    /** {@code follow channel stream count maxLength}: joins anywhere, ends with the last message of some session. */
    private void follow() {
        Subscription subscription = addSubscription(nextWord(), Integer.parseInt(nextWord()));
        long count = Long.parseLong(nextWord());
        FollowedSessions sessions =
                new FollowedSessions(Integer.parseInt(nextWord()), count, false, OurClientProgram::say);
        pollUntil(sessions::hasReachedTheEnd, plain(subscription, handler(sessions)));
    }

    /** {@code follow-to-end|sample channel stream count maxLength}: until the stream has ended; a sample has gaps. */
    private void followToEnd(boolean mayHaveGaps) {
        Subscription subscription = addSubscription(nextWord(), Integer.parseInt(nextWord()));
        long count = Long.parseLong(nextWord());
        FollowedSessions sessions =
                new FollowedSessions(Integer.parseInt(nextWord()), count, mayHaveGaps, OurClientProgram::say);
        pollUntil(() -> hasLostAnImage, plain(subscription, handler(sessions)));
        say("FOLLOWED " + sessions.received());
    }

    private static FragmentHandler handler(FollowedSessions sessions) {
        return (buffer, offset, length, header) -> sessions.onMessage(header.sessionId(), buffer, offset, length);
    }

    /** Of several channels, with blanks between, all but the first are destinations. */
    private Subscription addSubscription(String text, int streamId) {
        String[] channels = text.split(" ");
        Subscription subscription = client.addSubscription(
                channels[0],
                streamId,
                image -> say(
                        "AVAILABLE " + image.sessionId() + " " + image.joinPosition() + " " + image.sourceIdentity()),
                image -> {
                    say("UNAVAILABLE " + image.sessionId() + " " + image.position() + " eos=" + image.isEndOfStream());
                    hasLostAnImage = true;
                });
        for (int i = 1; i < channels.length; i++) {
            subscription.addDestination(channels[i]);
        }
        say("SUBSCRIBED " + subscription.registrationId());
        return subscription;
    }

    private static void pollUntil(BooleanSupplier isDone, LongSupplier poll) {
        IdleStrategy idle = newIdleStrategy();
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!isDone.getAsBoolean()) {
            if (poll.getAsLong() > 0) {
                deadlineNs = System.nanoTime() + TIMEOUT_NS;
                idle.reset();
            } else {
                idle.idle();
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new IllegalStateException("nothing came for too long");
                }
            }
        }
    }

    private static long total(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static LongSupplier plain(Subscription subscription, FragmentHandler handler) {
        FragmentAssembler assembler = new FragmentAssembler(handler);
        return () -> subscription.poll(assembler, 50);
    }

    /** Aborts every seventh delivery once, and mixes the other actions. */
    private static LongSupplier controlled(Subscription subscription, FragmentHandler handler) {
        long[] deliveries = {0};
        boolean[] aborted = {false};
        ControlledFragmentAssembler assembler = new ControlledFragmentAssembler((buffer, offset, length, header) -> {
            if (++deliveries[0] % 7 == 0 && !aborted[0]) {
                aborted[0] = true;
                return ControlledFragmentHandler.Action.ABORT;
            }
            aborted[0] = false;
            handler.onFragment(buffer, offset, length, header);
            return switch ((int) (deliveries[0] % 3)) {
                case 0 -> ControlledFragmentHandler.Action.CONTINUE;
                case 1 -> ControlledFragmentHandler.Action.COMMIT;
                default -> ControlledFragmentHandler.Action.BREAK;
            };
        });
        return () -> subscription.controlledPoll(assembler, 50);
    }

    /** {@code block-poll channel stream bytes}. */
    private void blockPoll() {
        Subscription subscription = client.addSubscription(nextWord(), Integer.parseInt(nextWord()));
        long bytes = Long.parseLong(nextWord());
        say("SUBSCRIBED " + subscription.registrationId());
        long[] received = {0};
        await(() -> {
            for (Image image : subscription.images()) {
                image.blockPoll((buffer, offset, length, sessionId, termId) -> received[0] += length, 1 << 16);
            }
            return received[0] >= bytes ? 1 : -1;
        });
        say("RECEIVED " + received[0]);
    }

    /** {@code claim-and-hang channel stream}: leaves a claim open for ever. */
    private void claimAndHang() {
        ConcurrentPublication publication = client.addPublication(nextWord(), Integer.parseInt(nextWord()));
        await(() -> publication.isConnected() ? 1 : -1);
        Claim claim = new Claim();
        await(() -> publication.tryClaim(100, claim));
        say("CLAIMED " + publication.position());
    }

    /** {@code counters typeId label staticRegistrationId}: one counter of each kind. */
    private void counters() {
        int typeId = Integer.parseInt(nextWord());
        String label = nextWord();
        Counter counter = client.addCounter(typeId, label);
        counter.set(42);
        say("COUNTER " + counter.id() + " " + counter.registrationId());
        Counter fixed = client.addStaticCounter(typeId, label + "-static", Long.parseLong(nextWord()));
        fixed.set(43);
        say("STATIC " + fixed.id());
        say("SESSION " + client.nextSessionId(1001));
    }

    /** {@code idle channel stream}: holds one subscription, one exclusive publication and one counter. */
    private void idle() {
        String channel = nextWord();
        int streamId = Integer.parseInt(nextWord());
        client.addSubscription(channel, streamId);
        ExclusivePublication publication = client.addExclusivePublication(channel, streamId);
        client.addCounter(1001, "held by an idle client");
        say("HOLDING " + publication.registrationId());
    }

    private String nextWord() {
        return arguments[next++];
    }

    /** Tries until the result is not negative. */
    private static long await(LongSupplier attempt) {
        IdleStrategy idle = newIdleStrategy();
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (true) {
            long result = attempt.getAsLong();
            if (result >= 0) {
                return result;
            }
            if (result == Publication.CLOSED || System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("gave up with result " + result);
            }
            idle.idle();
        }
    }

    /** Lets others work soon, for there may be more processes than processors. */
    private static IdleStrategy newIdleStrategy() {
        return new BackoffIdleStrategy(10, 10, 1_000, 50_000);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static final class Listener implements ClientListener {
        @Override
        public void onError(Throwable error) {
            say("ERROR " + error);
        }

        @Override
        public void onClosed(@Nullable BusException cause) {
            if (cause != null) {
                say("ERROR " + cause);
            }
            say("CLOSED");
        }
    }
}
