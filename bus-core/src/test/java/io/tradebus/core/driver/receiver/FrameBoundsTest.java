package io.tradebus.core.driver.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameBoundsTest {
    private static final int TERM = TestFrames.TERM_LENGTH;

    private final FrameBounds bounds = new FrameBounds(TERM);

    @Test
    void aDatagramMustNotBeginOrEndWithinAFrame() {
        bounds.add(1024, 128);

        assertThat(bounds.isSplitBy(960, 64)).isFalse();
        assertThat(bounds.isSplitBy(960, 96)).isTrue();
        assertThat(bounds.isSplitBy(960, 192)).isFalse();
        assertThat(bounds.isSplitBy(1024, 32)).isTrue();
        assertThat(bounds.isSplitBy(1024, 128)).isFalse();
        assertThat(bounds.isSplitBy(1056, 512)).isTrue();
        assertThat(bounds.isSplitBy(1152, 512)).isFalse();
    }

    @Test
    void eachFrameOfADatagramIsKnown() {
        bounds.add(1024, new TestFrames(5, 10).data(1024, 64, 96), 0, 160);

        assertThat(bounds.isSplitBy(1056, 512)).isTrue();
        assertThat(bounds.isSplitBy(1088, 512)).isFalse();
        assertThat(bounds.isSplitBy(1120, 512)).isTrue();
    }

    @Test
    void whatIsReleasedIsForgotten() {
        bounds.add(1024, 128);
        bounds.add(1152, 128);

        bounds.release(1152);

        assertThat(bounds.isSplitBy(1056, 32)).isFalse();
        assertThat(bounds.isSplitBy(1184, 32)).isTrue();
    }

    @Test
    void knowsTheSameAsASetOfPlacesWouldOverManyTerms() {
        Random random = new Random(42);
        BitSet inside = new BitSet();
        long released = 0;
        for (int i = 0; i < 20_000; i++) {
            long position = released + 32L * random.nextInt(TERM / 64);
            int length = 32 * (1 + random.nextInt(random.nextInt(20) == 0 ? TERM / 32 : 44));
            int place = (int) (position / 32);

            assertThat(bounds.isSplitBy(position, length))
                    .isEqualTo(inside.get(place) || inside.get(place + length / 32));
            bounds.add(position, length);
            inside.clear(place);
            inside.set(place + 1, place + length / 32);
            if (random.nextInt(3) == 0) {
                released += 32L * random.nextInt(300);
                bounds.release(released);
                inside.clear(0, (int) (released / 32));
            }
        }
        assertThat(released).isGreaterThan(100L * TERM);
    }
}
