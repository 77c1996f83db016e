package io.tradebus.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
    @Test
    void isTheTextIfThatIsPrintable() {
        assertThat(PrintableText.of("cannot decode ~ 7")).isEqualTo("cannot decode ~ 7");
        assertThat(PrintableText.of("")).isEmpty();
    }

    @Test
    void staysOnOneLineAndSendsNothingToATerminal() {
        assertThat(PrintableText.of("a\nb\u001b[31m\u007f")).isEqualTo("a\\x0ab\\x1b[31m\\x7f");
    }

    @Test
    void canBeToldFromTextThatLooksLikeIt() {
        assertThat(PrintableText.of("\\x0a")).isEqualTo("\\\\x0a");
        assertThat(PrintableText.of("\u00e4\u20ac")).isEqualTo("\\xe4\\u20ac");
    }
}
