package io.tradebus.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.TimeoutConfig;
import io.tradebus.core.counters.SystemCounter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A few nodes and streams of a random kind, a network that gets worse and better, and in the end well, and what must hold
 * all the while and afterwards.
 */
final class RandomRun implements AutoCloseable {
    private static final Pattern REFUSED_SETUP = Pattern.compile("stream cannot be taken: .* sessionId=(-?[0-9]+)");
    private static final int TRANSCRIPT_CAPACITY = 60;
    private static final int[] WINDOW_LENGTHS = {16 << 10, 32 << 10, 64 << 10, 64 << 10};
    private static final int FIRST_PORT = 20_001;
    private static final int WATCH_INTERVAL = 4;
    private static final long MS = 1_000_000;
    private static final long MIN_STEP_NS = 20_000;
    private static final long RECOVERY_NS = 30_000 * MS;
    private static final long TRICKLE_NS = 20 * MS;
    private static final long END_NS = 20_000 * MS;

    private final Simulation simulation;
    private final Random random;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<RandomStream> streams = new ArrayList<>();
    private final Map<SimulatedNode, Baseline> baselines = new LinkedHashMap<>();
    private final Map<SystemCounter, Long> happened = new EnumMap<>(SystemCounter.class);
    private int steps;

    /** What a driver has before anything is asked of it, and who watches its positions. */
    private record Baseline(long bytesMapped, PositionWatch positions) {}

    RandomRun(long seed) {
        random = new Random(seed);
        simulation = new Simulation(seed, TRANSCRIPT_CAPACITY);
        simulation.setMinStepNs(MIN_STEP_NS);
        simulation.setMaxIdleStepNs(2 * MS);
        simulation.check(this::check);
        try {
            addNodes();
            addStreams();
        } catch (AssertionError | RuntimeException e) {
            simulation.close();
            throw e;
        }
    }

    /** Plays all of it. */
    void play() {
        beginStreams();
        for (int phases = 2 + random.nextInt(4); phases > 0; phases--) {
            beginPhase();
            simulation.run((2 + random.nextInt(60)) * MS);
        }
        recover();
        end();
        checkNothingIsLeft();
    }

    /** What the drivers counted, of all nodes together. */
    Map<SystemCounter, Long> happened() {
        return happened;
    }

    long rounds() {
        return streams.stream().mapToLong(RandomStream::rounds).max().orElse(0);
    }

    long received() {
        return streams.stream().mapToLong(RandomStream::received).sum();
    }

    long rejoined() {
        return streams.stream().mapToLong(RandomStream::rejoined).sum();
    }

    /** How much there was to simulate. */
    String stats() {
        return steps + " steps, " + simulation.clock().elapsedNs() / MS + " ms, "
                + simulation.network().sentCount() + " datagrams";
    }

    @Override
    public String toString() {
        return streams + simulation.describe();
    }

    @Override
    public void close() {
        simulation.close();
    }

    private void addNodes() {
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            SimulatedNode node = simulation.node(String.valueOf((char) ('A' + i)), RandomRun::quickConfig);
            nodes.add(node);
            note(node);
        }
    }

    private void addStreams() {
        RandomStream.Way way = randomWay();
        // Streams of one endpoint have one flow control, which the first of them chooses.
        String flowControl = randomFlowControl(nodes.size() - 1);
        String windows = randomWindows(flowControl);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            SimulatedNode source = nodes.get(random.nextInt(4) == 0 ? random.nextInt(nodes.size()) : 0);
            List<SimulatedNode> targets = new ArrayList<>(nodes);
            if (random.nextInt(10) > 0) {
                targets.remove(source);
            }
            if (way == RandomStream.Way.ONE) {
                targets = List.of(targets.get(random.nextInt(targets.size())));
            }
            RandomStream.Address to = way.isToSeveral()
                    ? new RandomStream.Address(way, FIRST_PORT + i, flowControl, windows)
                    : new RandomStream.Address(way, FIRST_PORT + i, "", randomWindows(""));
            streams.add(new RandomStream(random, source, targets, 10 + i, to));
        }
    }

    private RandomStream.Way randomWay() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> RandomStream.Way.GROUP;
            case 2 -> RandomStream.Way.NAMED;
            case 3 -> RandomStream.Way.ASKED;
            default -> RandomStream.Way.ONE;
        };
    }

    private void beginStreams() {
        streams.forEach(RandomStream::begin);
    }

    /** Makes the network and the nodes worse in some way, and lets publishers go on. */
    private void beginPhase() {
        SimulatedNetwork network = simulation.network();
        network.heal();
        network.setQuality(randomQuality());
        if (random.nextInt(4) == 0) {
            streams.get(random.nextInt(streams.size())).churn();
        }
        beginStreams();
        streams.forEach(stream -> stream.publishMore(random.nextInt(3) > 0));
        if (random.nextInt(3) == 0) {
            streams.forEach(RandomStream::changePaces);
        }
        SimulatedNode one = nodes.get(random.nextInt(nodes.size()));
        SimulatedNode other = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(10)) {
            case 0 -> network.partition(one.name(), other.name());
            case 1 -> network.cut(one.name(), other.name());
            case 2 -> one.pauseUntil(simulation.clock().elapsedNs() + random.nextInt(100) * MS);
            case 3 -> restart(one);
            case 4 -> one.ports().setSendRoom(random.nextInt(100_000));
            default -> one.ports().setSendRoom(Long.MAX_VALUE);
        }
        if (random.nextInt(12) == 0) {
            // Long enough for the other side to give up.
            network.partition(one.name(), other.name());
            simulation.run((500 + random.nextInt(3_000)) * MS);
        }
    }

    private LinkQuality randomQuality() {
        LinkQuality quality = LinkQuality.PERFECT.withLatencyNs(20_000 + random.nextInt(400_000));
        return quality.withJitterNs(random.nextBoolean() ? 0 : random.nextInt(200_000))
                .withLoss(random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.2)
                .withDuplication(random.nextInt(3) > 0 ? 0 : random.nextDouble() * 0.1)
                .withReordering(random.nextInt(3) > 0 ? 0 : random.nextDouble() * 0.1)
                .withCorruption(random.nextInt(3) > 0 ? 0 : random.nextDouble() * 0.05);
    }

    private String randomFlowControl(int receivers) {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "|fc=max";
            case 2 -> "|fc=min,t:1s";
            case 3 -> "|fc=min,g:/" + receivers;
            default -> "|fc=tagged,g:101,t:1s";
        };
    }

    /**
     * Where a number of receivers is required, all have the same window: one whose window is less than half of another's
     * would never count.
     */
    private String randomWindows(String flowControl) {
        int windowLength = WINDOW_LENGTHS[random.nextInt(WINDOW_LENGTHS.length)];
        boolean isCubic = !flowControl.contains("g:/") && random.nextInt(4) == 0;
        return "|rcv-wnd=" + windowLength + (isCubic ? "|cc=cubic" : "");
    }

    private void restart(SimulatedNode node) {
        takeCounters(node);
        if (random.nextBoolean()) {
            node.crash();
        } else {
            node.stop();
        }
        streams.forEach(stream -> stream.onStopped(node));
        baselines.remove(node);
        simulation.run(random.nextInt(50) * MS);
        node.start();
        note(node);
        beginStreams();
    }

    /** All is well from now on: everybody gets to hear from everybody again, and all that is published then. */
    private void recover() {
        simulation.network().heal();
        nodes.forEach(node -> {
            node.pauseUntil(0);
            node.ports().setSendRoom(Long.MAX_VALUE);
        });
        long endNs = simulation.clock().elapsedNs() + RECOVERY_NS;
        do {
            beginStreams();
            streams.forEach(RandomStream::readAtFullPace);
            streams.forEach(stream -> stream.publishMore(false));
            simulation.isReached(this::isCaughtUp, TRICKLE_NS);
        } while (!isCaughtUp() && simulation.clock().elapsedNs() < endNs);
        streams.forEach(RandomStream::publishLast);
        simulation.runUntil(this::isCaughtUp, RECOVERY_NS);
    }

    private boolean isCaughtUp() {
        for (RandomStream stream : streams) {
            if (!stream.isCaughtUp()) {
                return false;
            }
        }
        return true;
    }

    private void end() {
        nodes.forEach(this::takeCounters);
        streams.forEach(RandomStream::end);
        simulation.setMaxIdleStepNs(20 * MS);
        simulation.isReached(() -> nodes.stream().allMatch(this::isClean), END_NS);
    }

    private boolean isClean(SimulatedNode node) {
        Baseline baseline = baselines.get(node);
        return baseline != null
                && node.ports().openCount() == 0
                && node.counter(SystemCounter.BYTES_MAPPED) == baseline.bytesMapped
                && node.streamCounters() == 0;
    }

    private void checkNothingIsLeft() {
        for (SimulatedNode node : nodes) {
            Baseline baseline = baselines.get(node);
            if (baseline == null) {
                throw new AssertionError(node.name() + " does not run");
            }
            assertThat(node.ports().openCount()).as("ports of " + node.name()).isZero();
            assertThat(node.logFiles()).as("logs of " + node.name()).isEmpty();
            assertThat(node.counter(SystemCounter.BYTES_MAPPED))
                    .as("bytes mapped of " + node.name())
                    .isEqualTo(baseline.bytesMapped);
            assertThat(node.streamCounters()).as("counters of " + node.name()).isZero();
        }
    }

    private void note(SimulatedNode node) {
        baselines.put(
                node,
                new Baseline(
                        node.counter(SystemCounter.BYTES_MAPPED),
                        new PositionWatch(node.driver().counters())));
    }

    private void takeCounters(SimulatedNode node) {
        for (int i = 0; i < SystemCounter.count(); i++) {
            SystemCounter counter = SystemCounter.of(i);
            happened.merge(counter, node.counter(counter), Long::sum);
        }
    }

    private void check() {
        boolean isWatched = ++steps % WATCH_INTERVAL == 0;
        for (Map.Entry<SimulatedNode, Baseline> each : baselines.entrySet()) {
            List<Throwable> errors = each.getKey().takeErrors();
            for (Throwable error : errors) {
                if (!isExpected(error)) {
                    throw new AssertionError("error at " + each.getKey().name(), error);
                }
            }
            if (isWatched) {
                each.getValue().positions.check();
            }
        }
    }

    /**
     * A SETUP that was damaged may offer a stream that cannot be; that is refused and said. So is a request for a channel that
     * is being closed.
     */
    private static boolean isExpected(Throwable error) {
        String text = String.valueOf(error.getMessage());
        Matcher matcher = REFUSED_SETUP.matcher(text);
        return matcher.find() && Damage.isMadeUp(Integer.parseInt(matcher.group(1))) || RandomStream.isPassing(text);
    }

    private static DriverConfig quickConfig(DriverConfig config) {
        TimeoutConfig timeouts = config.timeouts()
                .withTimerIntervalNs(100 * MS)
                .withImageLivenessTimeoutNs(1_000 * MS)
                .withPublicationConnectionTimeoutNs(500 * MS)
                .withPublicationLingerTimeoutNs(300 * MS)
                .withStatusMessageTimeoutNs(50 * MS);
        return config.withTimeouts(timeouts).withCounters(config.counters().withFreeToReuseTimeoutNs(100 * MS));
    }
}
