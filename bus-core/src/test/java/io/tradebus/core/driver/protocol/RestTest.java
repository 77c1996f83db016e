package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestTest {
    private static final long START_NS = Long.MAX_VALUE - 5;

    private final Rest rest = new Rest(100, 10, START_NS);

    @Test
    void beginsOnceNothingHasHappenedForLong() {
        assertThat(rest.begin(START_NS + 99)).isFalse();
        assertThat(rest.isResting(START_NS + 99)).isFalse();

        assertThat(rest.begin(START_NS + 100)).isTrue();
        assertThat(rest.isResting(START_NS + 100)).isTrue();
        assertThat(rest.isResting(START_NS + 109)).isTrue();
        assertThat(rest.isResting(START_NS + 110)).isFalse();
    }

    @Test
    void anotherOneFollowsAtOnce() {
        rest.begin(START_NS + 100);

        rest.end();
        assertThat(rest.isResting(START_NS + 101)).isFalse();

        assertThat(rest.begin(START_NS + 101)).isTrue();
        assertThat(rest.isResting(START_NS + 110)).isTrue();
    }

    @Test
    void whatHappensKeepsAwake() {
        rest.begin(START_NS + 100);

        rest.onActivity(START_NS + 105);

        assertThat(rest.isResting(START_NS + 105)).isFalse();
        assertThat(rest.isQuiet(START_NS + 204)).isFalse();
        assertThat(rest.begin(START_NS + 204)).isFalse();
        assertThat(rest.begin(START_NS + 205)).isTrue();
    }

    @Test
    void endsWhenSomethingIsDue() {
        rest.begin(START_NS + 100);

        rest.endBy(START_NS + 90, START_NS + 100);
        rest.endBy(START_NS + 200, START_NS + 100);
        assertThat(rest.isResting(START_NS + 109)).isTrue();

        rest.endBy(START_NS + 105, START_NS + 100);
        assertThat(rest.isResting(START_NS + 104)).isTrue();
        assertThat(rest.isResting(START_NS + 105)).isFalse();
    }
}
