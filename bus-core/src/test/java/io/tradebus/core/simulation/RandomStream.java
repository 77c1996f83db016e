package io.tradebus.core.simulation;

import io.tradebus.core.RegistrationException;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.format.control.CommandType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One stream of a random run: what it is like, who publishes it, who reads it. */
final class RandomStream {
    private static final int[] MTU_LENGTHS = {1408, 1408, 1408, 576, 4096, 8192};
    private static final int[] BURSTS = {1, 3, 10, 40};
    private static final int TERM_LENGTH = 64 << 10;
    private static final int MAX_MESSAGE_LENGTH = TERM_LENGTH / 8;
    private static final int SHORT_LENGTH = 200;
    private static final int BUSY_BYTES = 256 << 10;
    private static final int QUIET_BYTES = 32 << 10;

    private static final String UNTETHERED_TIMEOUTS =
            "|untethered-window-limit-timeout=20ms" + "|untethered-linger-timeout=20ms|untethered-resting-timeout=50ms";
    private static final int FEW_MESSAGES = 3;
    private static final String GROUP_ADDRESS = "224.0.1.1:20001";
    private static final int CONTROL_PORTS = 100;

    private final Random random;
    private final SimulatedNode source;
    private final List<SimulatedNode> targets;
    private final int streamId;
    private final Address address;
    private final String publicationOptions;
    private final String subscriptionOptions;
    private final boolean isExclusive;
    private final boolean isReliable;
    private final int maxMessageLength;
    private final Map<Integer, CheckedPublisher> bySession = new HashMap<>();
    private final Map<SimulatedNode, List<CheckedReader>> readers = new LinkedHashMap<>();
    private final List<CheckedReader> allReaders = new ArrayList<>();
    private final boolean hasSpy;
    private final boolean hasReceiveDestinations;
    private @Nullable CheckedPublisher publisher;
    private @Nullable CheckedReader spy;
    private long rounds;

    /** How a stream gets to its targets. */
    enum Way {
        /** To the address of the only one. */
        ONE,
        /** To a multicast group. */
        GROUP,
        /** To all that the publisher names. */
        NAMED,
        /** To all that ask. */
        ASKED;

        boolean isToSeveral() {
            return this != ONE;
        }
    }

    /**
     * Where a stream goes.
     *
     * @param port of the targets; those of a group have one for all streams
     * @param publicationOptions how the sender is slowed down, or nothing
     * @param subscriptionOptions windows of receivers
     */
    record Address(Way way, int port, String publicationOptions, String subscriptionOptions) {}

    /**
     * Chooses what the stream is like.
     *
     * @param address of all targets
     */
    RandomStream(Random random, SimulatedNode source, List<SimulatedNode> targets, int streamId, Address address) {
        this.random = random;
        this.source = source;
        this.targets = targets;
        this.streamId = streamId;
        this.address = address;
        int mtuLength = MTU_LENGTHS[random.nextInt(MTU_LENGTHS.length)];
        isExclusive = random.nextBoolean();
        isReliable = random.nextInt(8) > 0;
        maxMessageLength = switch (random.nextInt(3)) {
            case 0 -> SHORT_LENGTH;
            case 1 -> mtuLength - 32;
            default -> MAX_MESSAGE_LENGTH;
        };
        hasSpy = random.nextInt(3) == 0;
        publicationOptions =
                "|term-length=64k|mtu=" + mtuLength + startPosition() + address.publicationOptions + spyOptions();
        subscriptionOptions = subscriptionOptions(address.way.isToSeveral());
        hasReceiveDestinations = random.nextInt(4) == 0;
    }

    /**
     * Begins to publish, and to read wherever nobody reads yet, on the nodes that run. A channel that is being closed has to
     * be asked for again later.
     */
    void begin() {
        for (SimulatedNode target : targets) {
            if (target.isRunning() && !readers.containsKey(target)) {
                beginReading(target);
            }
        }
        if (hasSpy && spy == null && source.isRunning()) {
            spy = newSpy();
        }
        if (source.isRunning() && publisher == null) {
            try {
                publisher = newPublisher();
            } catch (RegistrationException e) {
                requireRetry(e);
            }
        }
    }

    private void beginReading(SimulatedNode target) {
        List<CheckedReader> there = new ArrayList<>();
        try {
            // Of several destinations with one port on one machine only one can be open.
            for (int i = !hasReceiveDestinations && random.nextInt(6) == 0 ? 2 : 1; i > 0; i--) {
                there.add(newReader(target));
            }
            readers.put(target, there);
        } catch (RegistrationException e) {
            requireRetry(e);
        }
    }

    private static void requireRetry(RegistrationException refusal) {
        if (!isPassing(String.valueOf(refusal.getMessage()))) {
            throw refusal;
        }
    }

    /** Whether a refusal is for an endpoint that is being closed. */
    static boolean isPassing(String refusal) {
        return refusal.contains("channel is being closed, please retry");
    }

    /** What ran on a node is no more. */
    void onStopped(SimulatedNode node) {
        readers.remove(node);
        if (node == source) {
            publisher = null;
            spy = null;
        }
    }

    /** Somebody goes who may come back when the stream begins again: the publisher, in one way or the other, or readers. */
    void churn() {
        CheckedPublisher current = publisher;
        if (current != null && random.nextBoolean()) {
            if (random.nextInt(3) == 0 && current.publication() instanceof ExclusivePublication exclusive) {
                exclusive.revoke();
            }
            endPublication();
        } else if (spy != null && random.nextBoolean()) {
            endSpy();
        } else if (!readers.isEmpty()) {
            List<SimulatedNode> places =
                    targets.stream().filter(readers::containsKey).toList();
            SimulatedNode place = places.get(random.nextInt(places.size()));
            endReaders(place, readers.get(place));
            readers.remove(place);
        }
    }

    /** Lets the publisher publish so much more that the log is written round, or just a few messages. */
    void publishMore(boolean isBusy) {
        if (publisher != null) {
            publisher.allow(1 + (isBusy ? BUSY_BYTES : QUIET_BYTES) / (maxMessageLength / 2 + 48));
        }
    }

    /** Lets the publisher publish what everybody is to get: few messages where slow receivers are left behind. */
    void publishLast() {
        if (address.way.isToSeveral() && !address.publicationOptions.contains("fc=min") && publisher != null) {
            publisher.allow(FEW_MESSAGES);
        } else {
            publishMore(true);
        }
    }

    /** Whether everybody has what was published last, and all that was to be published was. */
    boolean isCaughtUp() {
        CheckedPublisher current = publisher;
        if (current == null || !current.isDone() || readers.size() < targets.size()) {
            return false;
        }
        CheckedReader local = spy;
        if (hasSpy && (local == null || local.last(current) != current.last())) {
            return false;
        }
        for (List<CheckedReader> there : readers.values()) {
            for (CheckedReader reader : there) {
                if (reader.last(current) != current.last()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Readers read at a pace of their own, some not at all. */
    void changePaces() {
        forEachReader(reader -> reader.setFragmentLimit(random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(30)));
    }

    void readAtFullPace() {
        forEachReader(reader -> reader.setFragmentLimit(40));
    }

    private void forEachReader(Consumer<CheckedReader> action) {
        readers.values().forEach(there -> there.forEach(action));
        CheckedReader local = spy;
        if (local != null) {
            action.accept(local);
        }
    }

    /** Closes the publication and the subscriptions there are, in any order. */
    void end() {
        if (random.nextBoolean()) {
            endPublication();
        }
        readers.values()
                .forEach(there -> there.forEach(reader -> reader.subscription().close()));
        endSpy();
        endPublication();
    }

    /** How often the log was written from its beginning to its end. */
    long rounds() {
        return publisher == null ? rounds : Math.max(rounds, publisher.rounds());
    }

    /** Messages that were read. */
    long received() {
        return allReaders.stream().mapToLong(CheckedReader::received).sum();
    }

    /** Images that were more than one of a session for a reader. */
    long rejoined() {
        return allReaders.stream().mapToLong(CheckedReader::rejoined).sum();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("stream ")
                .append(streamId)
                .append(" of ")
                .append(source.name())
                .append(isExclusive ? " exclusive " : " concurrent ")
                .append(publicationChannel())
                .append(" read by ")
                .append(hasReceiveDestinations ? "destination " : "")
                .append(targetChannel(targets.get(0)))
                .append(subscriptionOptions)
                .append(hasSpy ? " and a spy" : "");
        if (publisher != null) {
            text.append("\n  published up to ")
                    .append(publisher.last())
                    .append(" session ")
                    .append(publisher.publication().sessionId());
        }
        for (Map.Entry<SimulatedNode, List<CheckedReader>> there : readers.entrySet()) {
            for (CheckedReader reader : there.getValue()) {
                text.append("\n  ")
                        .append(there.getKey().name())
                        .append(" received up to ")
                        .append(publisher == null ? "?" : reader.last(publisher))
                        .append(" images ")
                        .append(reader.subscription().images());
            }
        }
        return text.append('\n').toString();
    }

    private CheckedReader newReader(SimulatedNode target) {
        Subscription subscription = target.subscribe(
                (hasReceiveDestinations ? "aeron:udp?control-mode=manual" : targetChannel(target))
                        + subscriptionOptions,
                streamId);
        if (hasReceiveDestinations) {
            addDestination(target, subscription);
        }
        CheckedReader reader = new CheckedReader(subscription, bySession, isReliable, random);
        target.act(reader);
        allReaders.add(reader);
        return reader;
    }

    /** Reads the log of the publisher, in which there are no gaps, whatever receivers do about theirs. */
    private CheckedReader newSpy() {
        String channel = "aeron-spy:" + sourceChannel();
        Subscription subscription =
                source.subscribe(random.nextInt(3) == 0 ? channel + "|tether=false" : channel, streamId);
        CheckedReader made = new CheckedReader(subscription, bySession, true, random);
        source.act(made);
        allReaders.add(made);
        return made;
    }

    private void endSpy() {
        CheckedReader current = spy;
        if (current != null) {
            source.stopActing(current);
            current.subscription().close();
            spy = null;
        }
    }

    private CheckedPublisher newPublisher() {
        Publication publication = isExclusive
                ? source.publishExclusively(publicationChannel(), streamId)
                : source.publish(publicationChannel(), streamId);
        if (address.way == Way.NAMED) {
            long id = publication.originalRegistrationId();
            for (SimulatedNode target : targets) {
                source.ask(raw -> raw.destination(CommandType.ADD_DESTINATION, id, targetChannel(target)));
            }
        }
        Messages messages = new Messages(random.nextLong(), maxMessageLength);
        int burst = BURSTS[random.nextInt(BURSTS.length)];
        CheckedPublisher made = new CheckedPublisher(publication, messages, random, burst);
        bySession.put(publication.sessionId(), made);
        source.act(made);
        return made;
    }

    private void endPublication() {
        CheckedPublisher current = publisher;
        if (current != null) {
            rounds = Math.max(rounds, current.rounds());
            source.stopActing(current);
            current.publication().close();
            publisher = null;
        }
    }

    private void endReaders(SimulatedNode place, List<CheckedReader> there) {
        for (CheckedReader reader : there) {
            place.stopActing(reader);
            reader.subscription().close();
        }
    }

    private void addDestination(SimulatedNode target, Subscription subscription) {
        try {
            target.addDestination(subscription, targetChannel(target));
        } catch (RegistrationException e) {
            subscription.close();
            throw e;
        }
    }

    private String publicationChannel() {
        return sourceChannel() + publicationOptions;
    }

    /** What a publication is known by. */
    private String sourceChannel() {
        return switch (address.way) {
            case ONE, GROUP -> targetChannel(targets.get(0));
            case NAMED -> "aeron:udp?control=" + control() + "|control-mode=manual";
            case ASKED -> "aeron:udp?control=" + control() + "|control-mode=dynamic";
        };
    }

    /** Where a target hears of the stream. */
    private String targetChannel(SimulatedNode target) {
        return switch (address.way) {
            case GROUP -> "aeron:udp?endpoint=" + GROUP_ADDRESS;
            case ONE, NAMED -> target.channel(address.port);
            case ASKED -> target.channel(address.port) + "|control=" + control();
        };
    }

    private String control() {
        return source.ports().endpoint(address.port + CONTROL_PORTS);
    }

    /** A quarter of streams begin somewhere, some of them so that term ids turn negative. */
    private String startPosition() {
        if (random.nextInt(4) > 0) {
            return "";
        }
        int initialTermId = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt();
        int termId = initialTermId + random.nextInt(3);
        int termOffset = random.nextInt(TERM_LENGTH / 32) * 32;
        return "|init-term-id=" + initialTermId + "|term-id=" + termId + "|term-offset=" + termOffset;
    }

    private String spyOptions() {
        return hasSpy ? UNTETHERED_TIMEOUTS + (random.nextBoolean() ? "|ssc=true" : "") : "";
    }

    private String subscriptionOptions(boolean isGroup) {
        StringBuilder options = new StringBuilder();
        options.append(address.subscriptionOptions);
        if (!isReliable) {
            options.append("|reliable=false");
        }
        if (random.nextInt(4) == 0) {
            options.append("|nak-delay=").append(1 + random.nextInt(500)).append("us");
        }
        if (random.nextInt(3) > 0) {
            options.append("|nak-outstanding=").append(1 + random.nextInt(32));
        }
        if (random.nextInt(6) == 0) {
            options.append("|tether=false").append(UNTETHERED_TIMEOUTS);
        }
        if (isGroup && random.nextBoolean()) {
            options.append("|gtag=101");
        }
        if (random.nextInt(5) == 0) {
            options.append("|group=").append(random.nextBoolean());
        }
        return options.toString();
    }
}
