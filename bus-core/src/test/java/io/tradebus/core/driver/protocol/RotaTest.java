package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotaTest {
    private static final long START_NS = Long.MAX_VALUE - 5;

    private final List<Stream> all = new ArrayList<>();
    private final Rota<Stream> rota = new Rota<>(all, 10);

    private static final class Stream implements Rota.Resting {
        private final String name;
        private boolean isResting;

        Stream(String name, boolean isResting) {
            this.name = name;
            this.isResting = isResting;
        }

        @Override
        public boolean isResting(long nowNs) {
            return isResting;
        }
    }

    private Stream add(String name, boolean isResting) {
        Stream stream = new Stream(name, isResting);
        all.add(stream);
        rota.wake();
        return stream;
    }

    private static List<String> cycle(Rota<Stream> rota, long nowNs) {
        List<String> names = new ArrayList<>();
        for (Stream stream : rota.begin(nowNs)) {
            names.add(stream.name);
            rota.onLookedAt(stream, nowNs);
        }
        return names;
    }

    @Test
    void thoseThatRestAreLookedAtNowAndThen() {
        add("busy", false);
        add("quiet", true);

        assertThat(cycle(rota, START_NS)).containsExactly("busy", "quiet");
        assertThat(cycle(rota, START_NS + 1)).containsExactly("busy");
        assertThat(cycle(rota, START_NS + 9)).containsExactly("busy");
        assertThat(cycle(rota, START_NS + 10)).containsExactly("busy", "quiet");
        assertThat(cycle(rota, START_NS + 11)).containsExactly("busy");
    }

    @Test
    void oneThatHasWokenUpIsLookedAtInEachCycle() {
        Stream stream = add("stream", true);
        cycle(rota, START_NS);
        assertThat(cycle(rota, START_NS + 1)).isEmpty();

        stream.isResting = false;
        rota.wake();

        assertThat(cycle(rota, START_NS + 2)).containsExactly("stream");
        assertThat(cycle(rota, START_NS + 3)).containsExactly("stream");
    }

    @Test
    void oneThatFallsAsleepIsLeftAloneFromTheNextLookAtAllOn() {
        Stream stream = add("stream", false);
        cycle(rota, START_NS);

        stream.isResting = true;

        assertThat(cycle(rota, START_NS + 1)).containsExactly("stream");
        assertThat(cycle(rota, START_NS + 10)).containsExactly("stream");
        assertThat(cycle(rota, START_NS + 11)).isEmpty();
    }

    @Test
    void oneThatIsGoneIsNotLookedAt() {
        Stream stream = add("gone", false);
        add("left", false);
        cycle(rota, START_NS);

        all.remove(stream);
        rota.wake();

        assertThat(cycle(rota, START_NS + 1)).containsExactly("left");
        assertThat(cycle(rota, START_NS + 2)).containsExactly("left");
    }

    @Test
    void withoutAnIntervalAllAreLookedAtInEachCycle() {
        add("busy", false);
        add("quiet", true);
        Rota<Stream> always = new Rota<>(all, 0);

        assertThat(cycle(always, START_NS)).containsExactly("busy", "quiet");
        assertThat(cycle(always, START_NS)).containsExactly("busy", "quiet");
    }
}
