package io.tradebus.core.compat.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tradebus.core.compat.CheckedMessages;
import io.tradebus.core.support.Await;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A sequence of numbered messages, published bit by bit, with the position of each, and checked byte by byte on arrival. */
final class Numbered {
    private static final int MAX_LENGTH = 3_000;
    private static final int FRAGMENTS = 50;

    private final CheckedMessages messages = new CheckedMessages(MAX_LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_LENGTH]);
    private final List<Long> positions = new ArrayList<>();

    /** How many were published. */
    int published() {
        return positions.size();
    }

    /** The position where a message begins. */
    long position(int number) {
        return positions.get(number);
    }

    /** Publishes so many more, each as soon as there is room. */
    void publish(Publication publication, int count) {
        Await.until("connected to " + publication.channel(), publication::isConnected);
        int end = published() + count;
        Await.until("all is published to " + publication.channel(), () -> {
            while (published() < end && offer(publication)) {
                continue;
            }
            return published() == end;
        });
    }

    /** Publishes the next one if there is room. */
    boolean offer(Publication publication) {
        int length = messages.fill(published(), buffer, 0);
        long before = publication.position();
        if (publication.offer(buffer, 0, length) < 0) {
            return false;
        }
        positions.add(before);
        return true;
    }

    /** Reads and checks those from {@code first} to before {@code end}. */
    void read(Poll source, int first, int end) {
        Reader reader = reader(first);
        Await.until("read to " + end, () -> {
            reader.poll(source);
            return reader.next() >= end;
        });
        assertThat(reader.next()).isEqualTo(end);
    }

    Reader reader(int first) {
        return new Reader(first);
    }

    /** Anything that is polled for messages, such as {@code subscription::poll}. */
    interface Poll {
        int poll(FragmentHandler handler, int fragmentLimit);
    }

    /** Checks that messages come one after the other, whole and unchanged. */
    final class Reader {
        private final FragmentAssembler assembler = new FragmentAssembler(this::onMessage);
        private int next;
        private @Nullable RuntimeException failure;

        private Reader(int first) {
            next = first;
        }

        /** The number of the message that is to come. */
        int next() {
            return next;
        }

        /** Reads what is there; throws if a message was wrong. */
        void poll(Poll source) {
            source.poll(assembler, FRAGMENTS);
            if (failure != null) {
                throw failure;
            }
        }

        // What a handler throws goes to the client's error handler, so it is kept.
        private void onMessage(DirectBuffer message, int offset, int length, Header header) {
            if (failure == null) {
                try {
                    messages.check(next, message, offset, length);
                    next++;
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
        }
    }
}
