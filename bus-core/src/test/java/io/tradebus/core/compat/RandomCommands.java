package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Three clients that ask for this and that, in an order that follows from a seed, and now and then die. */
final class RandomCommands {
    private static final int STEPS = 400;
    private static final String[] CHANNELS = {
        "aeron:ipc",
        "aeron:ipc",
        "aeron:ipc?session-id=5",
        "aeron:ipc?alias=x",
        "aeron:ipc?term-length=128k",
        "aeron:ipc?tether=false",
        "aeron:ipc?mtu=2048",
        "aeron:ipc?nonsense",
        "aeron:ipc?tags=1,7",
        "aeron:ipc?init-term-id=3|term-id=4|term-offset=64"
    };

    private final Conversation talk;
    private final Random random;
    private final List<RawClient> clients = new ArrayList<>();
    private final List<Long> publications = new ArrayList<>();
    private final List<Long> others = new ArrayList<>();

    private RandomCommands(Conversation talk, long seed) {
        this.talk = talk;
        random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            clients.add(talk.newClient());
        }
    }

    static void play(Conversation talk, long seed) {
        RandomCommands commands = new RandomCommands(talk, seed);
        for (int i = 0; i < STEPS; i++) {
            talk.note("step " + i);
            commands.next();
        }
    }

    private void next() {
        RawClient client = clients.get(random.nextInt(clients.size()));
        String channel = CHANNELS[random.nextInt(CHANNELS.length)];
        int streamId = 10 + random.nextInt(3);
        switch (random.nextInt(16)) {
            case 0, 1 -> publications.add(client.addPublication(channel, streamId));
            case 2 -> publications.add(client.addExclusivePublication(channel, streamId));
            case 3, 4 -> others.add(client.addSubscription(channel, streamId));
            case 5 -> others.add(client.addCounter(1000, "counter"));
            case 6 -> client.addStaticCounter(random.nextInt(6), 1000, "static");
            case 7, 8 -> client.removePublication(any(publications));
            case 9 -> client.removeSubscription(any(others));
            case 10 -> client.removeCounter(any(others));
            case 11 -> client.nextSessionId(streamId);
            case 12 -> {
                client.revokePublication(any(publications));
                // What is revoked ends at the next pass, and until then drivers differ in who may have it.
                talk.seconds(1, living());
            }
            case 13 -> goodbye(client);
            case 14 -> talk.seconds(12, living());
            default -> talk.seconds(1, living());
        }
    }

    private void goodbye(RawClient client) {
        if (random.nextInt(4) == 0) {
            client.close();
            List<RawClient> others = new ArrayList<>(clients);
            others.remove(client);
            talk.seconds(2, others.toArray(RawClient[]::new));
        }
    }

    /** All, or all but the one that is to die. */
    private RawClient[] living() {
        int dead = random.nextInt(12);
        List<RawClient> living = new ArrayList<>(clients);
        if (dead < living.size()) {
            living.remove(dead);
        }
        return living.toArray(RawClient[]::new);
    }

    private long any(List<Long> ids) {
        return ids.isEmpty() || random.nextInt(10) == 0 ? 4711 : ids.get(random.nextInt(ids.size()));
    }
}
