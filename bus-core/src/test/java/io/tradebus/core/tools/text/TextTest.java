package io.tradebus.core.tools.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.support.JsonReader;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void countsHaveCommas() {
        assertThat(List.of(Units.count(0), Units.count(999), Units.count(1_000), Units.count(-1_234_567)))
                .containsExactly("0", "999", "1,000", "-1,234,567");
        assertThat(Units.count(Long.MIN_VALUE)).isEqualTo("-9,223,372,036,854,775,808");
    }

    @Test
    void lengthsHaveTheUnitThatFits() {
        assertThat(List.of(
                        Units.bytes(0),
                        Units.bytes(1_023),
                        Units.bytes(1_024),
                        Units.bytes(1_536),
                        Units.bytes(128 << 20),
                        Units.bytes(Long.MAX_VALUE)))
                .containsExactly("0 B", "1,023 B", "1 KiB", "1.5 KiB", "128 MiB", "8 EiB");
    }

    @Test
    void durationsHaveOneUnitOrTwo() {
        assertThat(List.of(
                        Units.duration(0),
                        Units.duration(999),
                        Units.duration(1_250),
                        Units.duration(59_999),
                        Units.duration(60_000),
                        Units.duration(125_000),
                        Units.duration(3_660_000),
                        Units.duration(97_200_000)))
                .containsExactly("0 ms", "999 ms", "1.3 s", "59 s", "1 min", "2 min 5 s", "1 h 1 min", "1 d 3 h");
        assertThat(List.of(
                        Units.nanoseconds(12),
                        Units.nanoseconds(1_500),
                        Units.nanoseconds(40_950_547),
                        Units.nanoseconds(2_000_000_000)))
                .containsExactly("12 ns", "1.5 us", "41 ms", "2 s");
    }

    @Test
    void ratesAreEmptyWhenTheyAreNotKnown() {
        assertThat(Units.perSecond(Double.NaN)).isEmpty();
        assertThat(Units.bytesPerSecond(Double.NaN)).isEmpty();
        assertThat(Units.perSecond(0.25)).isEqualTo("0.3/s");
        assertThat(Units.perSecond(-0.25)).isEqualTo("-0.2/s");
        assertThat(Units.perSecond(12_345.6)).isEqualTo("12,346/s");
        assertThat(Units.bytesPerSecond(2_048)).isEqualTo("2 KiB/s");
    }

    @Test
    void columnsOfATableAreAligned() {
        Table table = new Table("> ", "lr");
        table.row("a", "1");
        table.row("bcd", "1,000");
        table.row("alone");
        StringBuilder text = new StringBuilder();

        table.writeTo(text);

        assertThat(text).hasToString("""
                > a          1
                > bcd    1,000
                > alone
                """);
        assertThatThrownBy(() -> table.row("a", "b", "c")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jsonIsReadAsItWasMeant() {
        String odd = "quote \" backslash \\ line\nend, bell \u0007, umlaut \u00fc";
        String json = new JsonWriter()
                .beginObject()
                .field("text", odd)
                .field("number", Long.MIN_VALUE)
                .field("fraction", 0.5)
                .field("unknown", Double.NaN)
                .field("nothing", (String) null)
                .field("flag", true)
                .beginArray("list")
                .element("a")
                .beginObject()
                .endObject()
                .endArray()
                .beginObject("inner")
                .field("b", 1)
                .endObject()
                .endObject()
                .toString();

        assertThat(JsonReader.object(json))
                .containsEntry("text", odd)
                .containsEntry("number", Long.MIN_VALUE)
                .containsEntry("fraction", 0.5)
                .containsEntry("flag", true)
                .containsEntry("list", List.of("a", java.util.Map.of()))
                .containsEntry("inner", java.util.Map.of("b", 1L))
                .doesNotContainKeys("unknown", "nothing");
        assertThat(json).isPrintable();
    }

    @Test
    void timesAreReadAsTheyWereWritten() {
        String text = Times.of(1_700_000_000_123L, ZoneOffset.ofHours(2));

        assertThat(text).isEqualTo("2023-11-15 00:13:20.123+0200");
        assertThat(Times.epochMs(text)).isEqualTo(1_700_000_000_123L);
    }
}
