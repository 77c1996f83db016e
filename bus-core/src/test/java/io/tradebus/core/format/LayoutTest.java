package io.tradebus.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private final Layout layout = Layout.of("THING");

    @Test
    void offsetsFollowTheOrderOfDeclaration() {
        assertThat(layout.int8("a")).isEqualTo(0);
        assertThat(layout.int8("b")).isEqualTo(1);
        assertThat(layout.int16("c")).isEqualTo(2);
        assertThat(layout.int32("d")).isEqualTo(4);
        assertThat(layout.int64("e")).isEqualTo(8);
        assertThat(layout.bytes("f", 5)).isEqualTo(16);
        assertThat(layout.flags8("g")).isEqualTo(21);
        assertThat(layout.length()).isEqualTo(22);
    }

    @Test
    void gapsAndGivenOffsetsCountTowardsTheLength() {
        layout.int32("a");
        assertThat(layout.gap(4).int64("b")).isEqualTo(8);
        assertThat(layout.at(64).int32("c")).isEqualTo(64);
        layout.gap(12);

        assertThat(layout.length()).isEqualTo(80);
    }

    @Test
    void aLayoutThatFollowsAnotherLeavesItAsItWas() {
        layout.int32("a");

        Layout whole = layout.followedBy("WHOLE");
        assertThat(whole.int32("b")).isEqualTo(4);

        assertThat(whole.length()).isEqualTo(8);
        assertThat(layout.length()).isEqualTo(4);
    }

    @Test
    void printsEachFieldByItsName() {
        layout.int8("a");
        layout.flags8("b");
        layout.int16("c");
        layout.int32("d");
        layout.int64("e");
        layout.bytes("f", 2);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[32]);
        buffer.putByte(4, (byte) -1);
        buffer.putByte(5, (byte) 0xC0);
        buffer.putShort(6, (short) 3);
        buffer.putInt(8, -4);
        buffer.putLong(12, 5_000_000_000L);
        buffer.putByte(20, (byte) 0xAB);

        assertThat(layout.describe(buffer, 4)).isEqualTo("THING a=-1 b=0xc0 c=3 d=-4 e=5000000000 f=ab00");
    }

    @Test
    void printsFieldsFromAnOffsetOn() {
        layout.int32("a");
        layout.int32("b");
        layout.int32("c");

        assertThat(layout.describeFrom(new UnsafeBuffer(new byte[12]), 0, 4)).isEqualTo("THING b=0 c=0");
    }

    @Test
    void printsOnlyTheStartOfALongRunOfBytes() {
        layout.bytes("block", 40);

        assertThat(layout.describe(new UnsafeBuffer(new byte[40]), 0))
                .isEqualTo("THING block=" + "00".repeat(32) + "…");
    }

    @Test
    void refusesFieldsThatOverlapOrShareAName() {
        layout.int64("a");

        assertThatThrownBy(() -> layout.at(4)).hasMessage("next field of THING must be at 8 or after it, but was 4");
        assertThatThrownBy(() -> layout.int8("a")).hasMessage("field a of THING is declared twice");
    }
}
