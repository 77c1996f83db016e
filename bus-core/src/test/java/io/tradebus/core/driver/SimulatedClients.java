package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.control.CommandType;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.status.CountersReader;

/** What several clients do, have, and believe. They believe only what the driver told them. */
final class SimulatedClients {
    private static final String[] CHANNELS = {
        "aeron:ipc",
        "aeron:ipc",
        "aeron:ipc",
        "aeron:ipc?tether=false",
        "aeron:ipc?tether=false|rejoin=false",
        "aeron:ipc?session-id=5",
        "aeron:ipc?pub-wnd=4k",
        "aeron:ipc?sparse=false",
        "aeron:ipc?tags=1,7",
        "aeron:ipc?init-term-id=3|term-id=4|term-offset=64",
        "aeron:ipc?term-length=1",
        "udp"
    };

    private final DriverHarness driver;
    private final Random random;
    private final boolean isBusy;
    private final List<RawClient> clients = new ArrayList<>();
    private final Map<Long, Long> ownerOfRequest = new HashMap<>();
    private final Map<Long, SimulatedStream> streams = new HashMap<>();
    private final Map<Long, SimulatedStream> holds = new HashMap<>();
    private final Set<Long> subscriptions = new HashSet<>();
    private final Set<Long> counters = new HashSet<>();
    private final int staticCountersBefore;
    private final long bytesMappedBefore;
    private long rounds;

    SimulatedClients(DriverHarness driver, long seed) {
        this.driver = driver;
        random = new Random(seed);
        isBusy = seed % 2 != 0;
        staticCountersBefore = allocated();
        bytesMappedBefore = driver.counter(SystemCounter.BYTES_MAPPED);
        for (int i = 0; i < 3; i++) {
            clients.add(driver.newClient());
        }
    }

    /**
     * Does one thing, and lets the driver do what follows from it. Half of the seeds mostly ask for things; in the other
     * half messages flow, so that logs are written round and round.
     */
    void step() {
        int dice = isBusy && random.nextInt(10) > 0 ? 30 + random.nextInt(55) : random.nextInt(100);
        if (dice < 30) {
            ask(clients.get(random.nextInt(clients.size())));
        } else if (dice < 60) {
            any(holds.values()).ifPresent(stream -> stream.publish(random));
        } else if (dice < 85) {
            any(streams.values()).ifPresent(stream -> stream.read(random));
        } else if (dice < 95) {
            letPass(1 + random.nextInt(1_500), true);
        } else if (dice < 98) {
            letPass(1 + random.nextInt(16_000), random.nextBoolean());
        } else {
            replace(random.nextInt(clients.size()));
        }
        hear();
    }

    /** All say goodbye or fall silent, and time passes. */
    void leave() {
        for (RawClient client : clients) {
            if (random.nextBoolean()) {
                client.close();
            }
        }
        for (int i = 0; i < 80; i++) {
            letPass(1_001, false);
            hear();
        }
    }

    void check() {
        for (SimulatedStream stream : streams.values()) {
            stream.check();
            rounds = Math.max(rounds, stream.rounds());
        }
    }

    /** How often the busiest log was written from its beginning to its end. */
    long rounds() {
        return rounds;
    }

    void checkNothingIsLeft() {
        assertThat(driver.logPath(1).getParent()).isEmptyDirectory();
        assertThat(driver.counter(SystemCounter.BYTES_MAPPED)).isEqualTo(bytesMappedBefore);
        assertThat(driver.ring().size()).isZero();
        assertThat(allocated() - staticCounters()).isEqualTo(staticCountersBefore);
        assertThat(subscriptions).isEmpty();
        assertThat(holds).isEmpty();
    }

    private void ask(RawClient client) {
        String channel = CHANNELS[random.nextInt(CHANNELS.length)];
        int streamId = 10 + random.nextInt(3);
        switch (random.nextInt(14)) {
            case 0, 1 -> note(client, client.addPublication(channel, streamId));
            case 2 -> note(client, client.addExclusivePublication(channel, streamId));
            case 3, 4 -> note(client, client.addSubscription(channel, streamId));
            case 5 -> note(client, client.addCounter(1000, "counter"));
            case 6 -> note(client, client.addStaticCounter(random.nextInt(6), 1000, "static"));
            case 7 -> any(holds.keySet()).ifPresent(this::removePublication);
            case 8 -> any(subscriptions).ifPresent(this::removeSubscription);
            case 9 -> any(counters).ifPresent(client::removeCounter);
            case 10 -> client.rejectImage(any(streams.keySet()).orElse(4711L), "because");
            case 11 -> client.nextSessionId(streamId);
            case 12 -> client.sendRaw(1 + random.nextInt(40), random.nextInt(16));
            default -> client.destination(CommandType.ADD_DESTINATION, random.nextInt(100), channel);
        }
        if (random.nextInt(3) > 0) {
            driver.run();
        }
    }

    private void note(RawClient client, long correlationId) {
        ownerOfRequest.put(correlationId, client.id());
    }

    private void removePublication(long linkId) {
        RawClient client = clients.get(0);
        if (random.nextInt(6) == 0) {
            client.revokePublication(linkId);
        } else {
            client.removePublication(linkId);
        }
        holds.remove(linkId);
    }

    private void removeSubscription(long subscriptionId) {
        clients.get(0).removeSubscription(subscriptionId);
        forget(subscriptionId);
    }

    private void forget(long subscriptionId) {
        subscriptions.remove(subscriptionId);
        streams.values().forEach(stream -> stream.forgetSubscriber(subscriptionId));
    }

    /** A client says goodbye or falls silent, and another takes its place. */
    private void replace(int index) {
        RawClient gone = clients.set(index, driver.newClient());
        if (random.nextBoolean()) {
            gone.close();
            driver.run();
        }
    }

    private void letPass(long milliseconds, boolean isAlive) {
        driver.nanoClock.advance(milliseconds * 1_000_000);
        driver.epochClock.advance(milliseconds);
        if (isAlive) {
            clients.forEach(RawClient::keepAlive);
        }
        driver.run();
    }

    private void hear() {
        driver.run();
        driver.events().lines().forEach(this::hear);
        streams.entrySet().removeIf(entry -> !Files.exists(driver.logPath(entry.getKey())));
    }

    private void hear(String event) {
        String[] words = event.split(" ");
        switch (words[0]) {
            case "ON_PUBLICATION_READY", "ON_EXCLUSIVE_PUBLICATION_READY" -> {
                long id = number(words, "registration");
                SimulatedStream stream = streams.computeIfAbsent(
                        id, key -> new SimulatedStream(driver, key, (int) number(words, "limit")));
                holds.put(number(words, "correlation"), stream);
            }
            case "ON_SUBSCRIPTION_READY" -> subscriptions.add(number(words, "correlation"));
            case "ON_AVAILABLE_IMAGE" ->
                streams.get(number(words, "correlation"))
                        .addSubscriber(number(words, "subscription"), (int) number(words, "counter"));
            case "ON_UNAVAILABLE_IMAGE" ->
                streams.get(number(words, "correlation")).forgetSubscriber(number(words, "subscription"));
            case "ON_COUNTER_READY" -> counters.add(number(words, "registration"));
            case "ON_UNAVAILABLE_COUNTER" -> {
                counters.remove(number(words, "registration"));
                release(number(words, "registration"));
            }
            default -> {}
        }
        if (event.startsWith("ON_ERROR")) {
            assertThat(event).as("an error that says what is wrong").doesNotContain("Exception");
        }
    }

    /** If a heartbeat counter goes, all that its client had goes too. */
    private void release(long clientId) {
        holds.keySet().removeIf(id -> isOf(id, clientId));
        new ArrayList<>(subscriptions).stream().filter(id -> isOf(id, clientId)).forEach(this::forget);
    }

    private boolean isOf(long requestId, long clientId) {
        return Long.valueOf(clientId).equals(ownerOfRequest.get(requestId));
    }

    private int allocated() {
        int[] count = {0};
        driver.counters().forEach((id, typeId, key, label) -> count[0]++);
        return count[0];
    }

    private int staticCounters() {
        CountersReader reader = driver.counters();
        int[] count = {0};
        reader.forEach((id, typeId, key, label) -> {
            if (typeId == 1000 && reader.getCounterOwnerId(id) == -1) {
                count[0]++;
            }
        });
        return count[0];
    }

    private static long number(String[] words, String name) {
        for (String word : words) {
            if (word.startsWith(name) && word.charAt(name.length()) == '=') {
                return Long.parseLong(word.substring(name.length() + 1));
            }
        }
        throw new AssertionError(name + " is missing in " + String.join(" ", words));
    }

    private <T> Optional<T> any(Collection<T> values) {
        List<T> list = new ArrayList<>(values);
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
    }
}
