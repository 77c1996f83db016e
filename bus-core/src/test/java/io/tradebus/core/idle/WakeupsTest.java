package io.tradebus.core.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WakeupsTest {
    private static final int STREAM = 1001;

    private final Wakeups wakeups = new Wakeups();
    private final ClientCensus census = new ClientCensus(wakeups);
    private final List<String> woken = new ArrayList<>();

    @Test
    void aBellWakesAllThatListenToIt() {
        Wakeups.listen(wakeups.stream(STREAM), asleep("a"));
        Wakeups.listen(wakeups.stream(STREAM), asleep("b"));
        Wakeups.listen(wakeups.stream(STREAM + 1), asleep("c"));

        wakeups.stream(STREAM).ring();

        assertThat(woken).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whoListensNoMoreIsNotWoken() {
        Runnable end = Wakeups.listen(wakeups.sender(), asleep("a"));
        end.run();

        wakeups.sender().ring();

        assertThat(woken).isEmpty();
    }

    @Test
    void whoWasWokenIsToldOnceThatTheBellWasRung() {
        Bell bell = wakeups.sender();
        bell.ring();
        assertThat(bell.wasRung()).as("nobody was there to be woken").isFalse();

        Wakeups.listen(bell, asleep("a"));
        bell.ring();

        assertThat(bell.wasRung()).isTrue();
        assertThat(bell.wasRung()).isFalse();
    }

    @Test
    void everyStreamHasABell() {
        for (int streamId : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(wakeups.stream(streamId)).isSameAs(wakeups.stream(streamId));
        }
    }

    @Test
    void isPrivateWhileAllClientsLiveHere() {
        wakeups.addOwnClient(1);
        assertThat(wakeups.isPrivate()).as("nobody was heard of").isFalse();

        census.add(1);
        assertThat(wakeups.isPrivate()).isTrue();
        census.add(2);
        assertThat(wakeups.isPrivate()).as("one lives elsewhere").isFalse();
        census.remove(2);
        assertThat(wakeups.isPrivate()).isTrue();
        census.remove(1);
        assertThat(wakeups.isPrivate()).as("nobody is left").isFalse();
    }

    @Test
    void whoeverReliesOnBeingWokenLooksAgainWhenThatChanges() {
        wakeups.addOwnClient(1);
        census.add(1);
        Wakeups.listen(wakeups.stream(STREAM), asleep("listener"));
        Wakeups.listen(wakeups.sender(), asleep("sender"));
        Wakeups.listen(wakeups.receiver(), asleep("receiver"));

        census.add(2);
        assertThat(woken).containsExactlyInAnyOrder("listener", "sender", "receiver");

        Wakeups.listen(wakeups.stream(STREAM), asleep("another"));
        census.remove(2);
        assertThat(woken).endsWith("another");
    }

    @Test
    void nobodyIsToldOfADriverThatHasGone() {
        wakeups.isDriverHere(true);
        wakeups.addOwnClient(1);
        census.add(1);

        wakeups.isDriverHere(false);

        assertThat(wakeups.isPrivate()).isFalse();
    }

    @Test
    void forgetsAClientThatHasGone() {
        wakeups.addOwnClient(1);
        census.add(1);
        census.remove(1);

        census.add(1);

        assertThat(wakeups.isPrivate()).isFalse();
    }

    @Test
    void forgetsAClientThatTheDriverNeverHeardOf() {
        wakeups.addOwnClient(1);
        wakeups.removeOwnClient(1);

        census.add(1);
        assertThat(wakeups.isPrivate()).isFalse();
        census.remove(1);
        wakeups.addOwnClient(2);
        census.add(2);

        assertThat(wakeups.isPrivate()).as("who has gone does not count").isTrue();
    }

    @Test
    void whoListensTwiceIsWokenUntilBothHaveEnded() {
        Sleeper sleeper = asleep("a");
        Runnable first = Wakeups.listen(wakeups.sender(), sleeper);
        Runnable second = Wakeups.listen(wakeups.sender(), sleeper);
        first.run();
        wakeups.sender().ring();
        assertThat(woken).containsExactly("a");
        sleeper.accept(1);
        second.run();

        wakeups.sender().ring();

        assertThat(woken).containsExactly("a");
    }

    @Test
    void whoListensToTwoBellsIsWokenByEachOfThem() {
        Sleeper sleeper = asleep("a");
        Wakeups.listen(wakeups.sender(), sleeper);
        Wakeups.listen(wakeups.receiver(), sleeper);
        for (Bell bell : new Bell[] {wakeups.sender(), wakeups.sender(), wakeups.receiver(), wakeups.sender()}) {
            woken.clear();
            bell.ring();
            assertThat(woken).containsExactly("a");
            wakeups.sender().ring();
            wakeups.receiver().ring();
            assertThat(woken).as("it is awake").containsExactly("a");
            sleeper.accept(1);
        }
    }

    private Sleeper asleep(String name) {
        Sleep sleep = new Sleep() {
            @Override
            public void begin(long timeoutNs) {}

            @Override
            public void end(Thread sleeper) {
                woken.add(name);
            }
        };
        Sleeper sleeper = new Sleeper(sleep, () -> false);
        sleeper.accept(1);
        return sleeper;
    }
}
