package io.tradebus.core.format;

/** Text that came from elsewhere, made fit to be shown in one line: it may hold anything. */
public final class PrintableText {
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';
    private static final String DIGITS = "0123456789abcdef";

    private PrintableText() {}

    /** The text with all but printable ASCII written as {@code \x0a} or {@code \}{@code u20ac}, and backslashes doubled. */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            append(printable, text.charAt(i));
        }
        return printable.toString();
    }

    private static void append(StringBuilder printable, char character) {
        if (character == '\\') {
            printable.append("\\\\");
        } else if (character >= FIRST_PRINTABLE && character <= LAST_PRINTABLE) {
            printable.append(character);
        } else if (character <= 0xFF) {
            appendHex(printable.append("\\x"), character, 4);
        } else {
            appendHex(printable.append("\\u"), character, 12);
        }
    }

    private static void appendHex(StringBuilder printable, char character, int firstShift) {
        for (int shift = firstShift; shift >= 0; shift -= 4) {
            printable.append(DIGITS.charAt(character >> shift & 0xF));
        }
    }
}
