package io.tradebus.core.compat;

import io.tradebus.core.client.ClientListener;
import io.tradebus.core.client.DriverLoss;
import io.tradebus.core.client.DriverReturn;
import io.tradebus.core.client.FragmentHandler;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.PublicationLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Keeps account of what was offered, what came, and what was told to be lost: each message that an offer took has come,
 * or ends in a range that was told. Any thread.
 */
final class DeliveryLedger implements ClientListener {
    /** A message that was taken; a loss in the very moment of the offer leaves open in which of two sessions. */
    private record Taken(long number, int sessionBefore, int sessionAfter, long endPosition) {}

    private final AtomicLong nextNumber = new AtomicLong();
    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
    private final Set<Long> received = ConcurrentHashMap.newKeySet();
    private final Queue<DriverLoss> losses = new ConcurrentLinkedQueue<>();
    private final Queue<DriverReturn> returns = new ConcurrentLinkedQueue<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    /** Offers the next number until it is taken or {@code attempts} are over. */
    boolean offer(Publication publication, UnsafeBuffer message, int attempts) {
        long number = nextNumber.getAndIncrement();
        message.putLong(0, number);
        for (int i = 0; i < attempts; i++) {
            int before = publication.sessionId();
            long position = publication.offer(message, 0, message.capacity());
            if (position >= 0) {
                taken.add(new Taken(number, before, publication.sessionId(), position));
                return true;
            }
            if (position == Publication.CLOSED) {
                problems.add("the publication was closed: " + publication.failure());
                return false;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    FragmentHandler handler() {
        return (buffer, offset, length, header) -> {
            if (!received.add(buffer.getLong(offset))) {
                problems.add(buffer.getLong(offset) + " came twice");
            }
        };
    }

    @Override
    public void onDriverLost(DriverLoss loss) {
        losses.add(loss);
    }

    @Override
    public void onDriverBack(DriverReturn back) {
        returns.add(back);
        back.failures().forEach(failure -> problems.add(failure.toString()));
    }

    @Override
    public void onError(Throwable error) {
        problems.add(error.toString());
    }

    List<DriverLoss> losses() {
        return List.copyOf(losses);
    }

    int returnCount() {
        return returns.size();
    }

    int takenCount() {
        return taken.size();
    }

    int receivedCount() {
        return received.size();
    }

    /** What is neither received nor told to be lost, and what else went wrong. */
    List<String> problems() {
        List<String> found = new ArrayList<>(problems);
        for (Taken message : taken) {
            if (!received.contains(message.number) && !isTold(message)) {
                found.add("lost in silence: " + message);
            }
        }
        return found;
    }

    /** How many messages that were taken did not come. */
    long missingCount() {
        return taken.stream()
                .filter(message -> !received.contains(message.number))
                .count();
    }

    /** Whether everything came but for what was told. */
    boolean isSettled() {
        return taken.stream().allMatch(message -> received.contains(message.number) || isTold(message));
    }

    private boolean isTold(Taken message) {
        for (DriverLoss loss : losses) {
            for (PublicationLoss range : loss.publications()) {
                boolean isOfSession =
                        range.sessionId() == message.sessionBefore || range.sessionId() == message.sessionAfter;
                if (isOfSession
                        && message.endPosition > range.consumedPosition()
                        && message.endPosition <= range.appendedPosition()) {
                    return true;
                }
            }
        }
        return false;
    }
}
