package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneDrainTest {
    private final LaneDrain drain = new LaneDrain();

    @Test
    void isDoneBeforeAnythingWasAskedFor() {
        assertThat(drain.isDone()).isTrue();
        assertThat(drain.isActive()).isFalse();
        assertThat(drain.isUnfinished()).isFalse();
    }

    @Test
    void whatWasAskedForButNotBegunIsNotDoneWithTheOneBefore() {
        drain.begin(drain.ask());
        int second = drain.ask();

        drain.finish();
        assertThat(drain.isDone()).isFalse();
        assertThat(drain.isUnfinished()).isFalse();
        drain.begin(second);
        assertThat(drain.isUnfinished()).isTrue();
        drain.finish();

        assertThat(drain.isDone()).isTrue();
    }

    @Test
    void aLaterOneCoversThoseBefore() {
        int first = drain.ask();
        drain.begin(drain.ask());
        drain.begin(first);

        drain.finish();

        assertThat(drain.isDone()).isTrue();
    }

    @Test
    void endsWhenItIsToReadOn() {
        drain.begin(drain.ask());

        drain.end();

        assertThat(drain.isActive()).isFalse();
        assertThat(drain.isUnfinished()).isFalse();
        assertThat(drain.isDone()).isFalse();
    }
}
