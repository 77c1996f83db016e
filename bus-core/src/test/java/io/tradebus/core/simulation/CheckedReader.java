package io.tradebus.core.simulation;

import io.tradebus.core.client.FragmentAssembler;
import io.tradebus.core.client.FragmentHeader;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.Subscription;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.DirectBuffer;

/**
 * Reads a stream and checks each message: it is what was sent, it comes after all that came before in its session, and
 * within an image none is missing, unless the stream may have gaps. An image that begins where its publication began
 * begins with the first message.
 */
final class CheckedReader implements SimulatedNode.Actor {
    private final Subscription subscription;
    private final Map<Integer, CheckedPublisher> publishers;
    private final boolean isReliable;
    private final Random random;
    private final Map<Integer, Long> lastOfSession = new HashMap<>();
    private final Map<Image, Long> lastOfImage = new IdentityHashMap<>();
    private final FragmentAssembler assembler = new FragmentAssembler(this::onMessage);
    private int fragmentLimit;
    private long received;

    /**
     * Reads from now on.
     *
     * @param publishers those of the stream there are or were, by session
     */
    CheckedReader(
            Subscription subscription, Map<Integer, CheckedPublisher> publishers, boolean isReliable, Random random) {
        this.subscription = subscription;
        this.publishers = publishers;
        this.isReliable = isReliable;
        this.random = random;
        fragmentLimit = 1 + random.nextInt(20);
    }

    Subscription subscription() {
        return subscription;
    }

    long received() {
        return received;
    }

    /** Images that brought a message after another image of their session had. */
    int rejoined() {
        return lastOfImage.size() - lastOfSession.size();
    }

    /** Number of the last message of a publisher, -1 before there is one. */
    long last(CheckedPublisher publisher) {
        return lastOfSession.getOrDefault(publisher.publication().sessionId(), -1L);
    }

    /** Reads fragments up to a limit in each step; 0 to not read at all. */
    void setFragmentLimit(int limit) {
        fragmentLimit = limit;
    }

    @Override
    public int doWork() {
        return fragmentLimit == 0 ? 0 : subscription.poll(assembler, 1 + random.nextInt(fragmentLimit));
    }

    private void onMessage(DirectBuffer buffer, int offset, int length, FragmentHeader header) {
        CheckedPublisher publisher = publishers.get(header.sessionId());
        if (publisher == null) {
            require(Damage.isMadeUp(header.sessionId()), "nobody published", header, -1);
            return;
        }
        received++;
        long number = length < Messages.MIN_LENGTH ? -1 : Messages.numberOf(buffer, offset);
        require(number >= 0 && publisher.messages().isIntact(buffer, offset, length), "other bytes", header, number);
        Long lastOfAll = lastOfSession.put(header.sessionId(), number);
        require(lastOfAll == null || number > lastOfAll, "not after " + lastOfAll, header, number);
        Image image = header.image();
        if (image == null) {
            throw new AssertionError("a message without image");
        }
        Long last = lastOfImage.put(image, number);
        if (isReliable) {
            boolean isFromStart = image.joinPosition() == publisher.startPosition();
            require(
                    last == null ? !isFromStart || number == 0 : number == last + 1,
                    "does not follow " + last,
                    header,
                    number);
        }
    }

    private void require(boolean condition, String problem, FragmentHeader header, long number) {
        if (!condition) {
            throw new AssertionError("message " + number + " of session " + header.sessionId() + " stream "
                    + header.streamId() + " up to position " + header.position() + ": " + problem);
        }
    }
}
