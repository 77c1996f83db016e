package io.tradebus.core.compat;

import io.tradebus.core.client.FragmentAssembler;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.compat.DatagramRelay.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One stream of a random kind from one driver to another, its publisher and its readers. On the thread of the test. */
final class RandomRoute implements AutoCloseable {
    private static final int STREAM = 1001;
    private static final int MESSAGES = 600;
    private static final int BURST = 20;
    private static final int MAX_LENGTH = 3_000;
    private static final int[] MTU_LENGTHS = {1408, 1408, 4096, 8192};
    private static final int[] WINDOW_LENGTHS = {16 << 10, 32 << 10, 64 << 10};

    private final Random random;
    private final Peers publishing;
    private final Peers reading;
    private final Way way;
    private final String control = "127.0.0.1:" + UdpDrivers.freePort();
    private final int loss;
    private final List<Reader> readers = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();
    private final List<AutoCloseable> closing = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final CheckedMessages messages = new CheckedMessages(MAX_LENGTH);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[MAX_LENGTH]);
    private final int windowLength;
    private BooleanSupplier isConnected = () -> false;
    private LongSupplier offer = () -> -1;
    private AutoCloseable publication = () -> {};
    private int length;
    private long published;

    /** How the stream gets to its readers. */
    private enum Way {
        /** To one address. */
        ONE,
        /** To destinations that the publisher names. */
        NAMED,
        /** To destinations that ask. */
        ASKED
    }

    /** Whoever reads, and what has come so far. */
    private static final class Reader {
        private final Consumer<String> addDestination;
        private IntSupplier poll = () -> 0;
        private IntSupplier images = () -> 0;
        private long received;

        Reader(Consumer<String> addDestination) {
            this.addDestination = addDestination;
        }
    }

    RandomRoute(long seed, Peers publishing, Peers reading) {
        random = new Random(seed);
        this.publishing = publishing;
        this.reading = reading;
        way = Way.values()[random.nextInt(Way.values().length)];
        loss = random.nextBoolean() ? 0 : 1 + random.nextInt(10);
        windowLength = WINDOW_LENGTHS[random.nextInt(WINDOW_LENGTHS.length)];
        try {
            for (int i = way == Way.ONE ? 1 : 1 + random.nextInt(3); i > 0; i--) {
                read();
            }
            publish();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    boolean isConnected() {
        return isConnected.getAsBoolean() && readers.stream().allMatch(reader -> reader.images.getAsInt() == 1);
    }

    /** Publishes some, has all read some, and says whether all have read all. */
    boolean exchange() {
        for (int i = 0; i < BURST && published < MESSAGES; i++) {
            if (length == 0) {
                length = messages.fill(published, message, 0);
            }
            if (offer.getAsLong() <= 0) {
                break;
            }
            length = 0;
            published++;
        }
        readers.forEach(reader -> reader.poll.getAsInt());
        return readers.stream().allMatch(reader -> reader.received == MESSAGES);
    }

    void endPublication() {
        close(publication);
    }

    boolean hasEnded() {
        readers.forEach(reader -> reader.poll.getAsInt());
        return readers.stream().allMatch(reader -> reader.images.getAsInt() == 0);
    }

    /** A reader at one address, or at up to two by a subscription to several; each is a target of the stream. */
    private void read() {
        String options = "|rcv-wnd=" + windowLength
                + (random.nextInt(3) == 0 ? "|nak-delay=" + (1 + random.nextInt(500)) + "us" : "");
        List<String> places = new ArrayList<>();
        boolean isManual = random.nextBoolean();
        for (int i = isManual && way != Way.ONE && random.nextBoolean() ? 2 : 1; i > 0; i--) {
            int port = UdpDrivers.freePort();
            targets.add("127.0.0.1:" + (way == Way.ASKED ? port : relayed(port)));
            places.add(UdpDrivers.unicast(port) + (way == Way.ASKED ? "|control=" + control : ""));
        }
        String channel = (isManual ? "aeron:udp?control-mode=manual" : places.get(0)) + options;
        boolean isOurs = random.nextBoolean();
        asked.add((isOurs ? "our" : "stock") + " client reads " + channel + (isManual ? " at " + places : ""));
        Reader reader = isOurs ? ours(channel) : stock(channel);
        readers.add(reader);
        if (isManual) {
            places.forEach(reader.addDestination);
        }
    }

    private int relayed(int port) {
        if (loss == 0) {
            return port;
        }
        DatagramRelay relay = DatagramRelay.start(port, Faults.percent(loss, 1, 1), random.nextLong());
        closing.add(relay);
        return relay.port();
    }

    private Reader ours(String channel) {
        Subscription subscription = reading.ours.addSubscription(channel, STREAM);
        closing.add(subscription);
        Reader reader = new Reader(subscription::addDestination);
        FragmentAssembler assembler = new FragmentAssembler(
                (buffer, offset, messageLength, header) -> take(reader, buffer, offset, messageLength));
        reader.poll = () -> subscription.poll(assembler, 50);
        reader.images = subscription::imageCount;
        return reader;
    }

    private Reader stock(String channel) {
        io.aeron.Subscription subscription = reading.stock.addSubscription(channel, STREAM);
        closing.add(subscription);
        Reader reader = new Reader(subscription::addDestination);
        io.aeron.FragmentAssembler assembler = new io.aeron.FragmentAssembler(
                (buffer, offset, messageLength, header) -> take(reader, buffer, offset, messageLength));
        reader.poll = () -> subscription.poll(assembler, 50);
        reader.images = subscription::imageCount;
        return reader;
    }

    private void take(Reader reader, DirectBuffer buffer, int offset, int messageLength) {
        messages.check(reader.received, buffer, offset, messageLength);
        reader.received++;
    }

    private void publish() {
        String channel = switch (way) {
            case ONE -> "aeron:udp?endpoint=" + targets.get(0);
            // The slowest reader says how fast it goes, and nobody is left out.
            case NAMED -> "aeron:udp?control=" + control + "|control-mode=manual|fc=min,g:/" + readers.size();
            case ASKED -> "aeron:udp?control=" + control + "|control-mode=dynamic|fc=min,g:/" + readers.size();
        };
        channel += "|term-length=64k|mtu=" + MTU_LENGTHS[random.nextInt(MTU_LENGTHS.length)];
        boolean isOurs = random.nextBoolean();
        boolean isExclusive = random.nextBoolean();
        asked.add((isOurs ? "our" : "stock") + " client publishes " + channel + " to " + targets);
        if (isOurs) {
            Publication made = isExclusive
                    ? publishing.ours.addExclusivePublication(channel, STREAM)
                    : publishing.ours.addPublication(channel, STREAM);
            publication = made;
            isConnected = made::isConnected;
            offer = () -> made.offer(message, 0, length);
            name(made::addDestination);
        } else {
            io.aeron.Publication made = isExclusive
                    ? publishing.stock.addExclusivePublication(channel, STREAM)
                    : publishing.stock.addPublication(channel, STREAM);
            publication = made;
            isConnected = made::isConnected;
            offer = () -> made.offer(message, 0, length);
            name(made::addDestination);
        }
        closing.add(publication);
    }

    private void name(Consumer<String> addDestination) {
        if (way == Way.NAMED) {
            targets.forEach(target -> addDestination.accept("aeron:udp?endpoint=" + target));
        }
    }

    @Override
    public void close() {
        for (int i = closing.size() - 1; i >= 0; i--) {
            close(closing.get(i));
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.join("\n", asked))
                .append("\nloss ")
                .append(loss)
                .append(" %, ");
        text.append(published).append(" published, read");
        readers.forEach(reader -> text.append(' ').append(reader.received));
        return text.toString();
    }
}
