package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.tools.Terminal.Size;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void leavesWhatFits() {
        assertThat(new Size(4, 10).clip("one\ntwo\nthree\n")).isEqualTo("one\ntwo\nthree\n");
        assertThat(new Size(2, 10).clip("one\n")).isEqualTo("one\n");
        assertThat(Size.UNKNOWN.clip("one\ntwo\n")).isEqualTo("one\ntwo\n");
        assertThat(new Size(2, 10).clip("")).isEmpty();
        assertThat(new Size(4, 10).clip("one\nno end")).isEqualTo("one\nno end");
    }

    @Test
    void cutsBelowAndSaysHowMuch() {
        assertThat(new Size(4, 100).clip("one\ntwo\nthree\nfour\n"))
                .isEqualTo("one\ntwo\n... and 2 more lines; a filter or a larger window shows them\n");
        assertThat(new Size(2, 100).clip("one\ntwo\n"))
                .isEqualTo("... and 2 more lines; a filter or a larger window shows them\n");
    }

    @Test
    void countsTheRowsOfLongLines() {
        String text = "0123456789\n01234567890\n\nlast\n";

        assertThat(new Size(6, 10).clip(text)).isEqualTo(text);
        assertThat(new Size(5, 10).clip(text)).startsWith("0123456789\n01234567890\n... and 2 more lines");
        assertThat(new Size(4, 10).clip(text)).startsWith("0123456789\n... and 3 more lines");
    }

    @Test
    void knowsOnlyWhatSttyKnows() {
        assertThat(SystemTerminal.parse("24 80\n")).isEqualTo(new Size(24, 80));
        assertThat(SystemTerminal.parse("0 0\n")).isEqualTo(Size.UNKNOWN);
        assertThat(SystemTerminal.parse("")).isEqualTo(Size.UNKNOWN);
        assertThat(SystemTerminal.parse("24 x")).isEqualTo(Size.UNKNOWN);
    }
}
