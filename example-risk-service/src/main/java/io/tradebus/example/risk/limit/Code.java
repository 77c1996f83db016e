package io.tradebus.example.risk.limit;

/** Names of accounts and instruments as numbers: eight ASCII characters, the first one in the lowest byte. */
public final class Code {
    /** Most characters in a name. */
    public static final int LENGTH = 8;

    private Code() {}

    /**
     * The number that a name of one to eight ASCII characters reads as in a little-endian message.
     *
     * @throws IllegalArgumentException if the name is empty, too long or not ASCII
     */
    public static long of(String name) {
        if (name.isEmpty() || name.length() > LENGTH) {
            throw new IllegalArgumentException("a name has 1 to " + LENGTH + " characters, but was '" + name + "'");
        }
        long code = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            char character = name.charAt(i);
            if (character <= ' ' || character > '~') {
                throw new IllegalArgumentException("a name is printable ASCII, but was '" + name + "'");
            }
            code = code << Byte.SIZE | character;
        }
        return code;
    }
}
