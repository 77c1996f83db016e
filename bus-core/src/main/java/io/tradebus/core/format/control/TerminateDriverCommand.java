package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** {@code TERMINATE_DRIVER}: a token by which the driver decides whether the sender may stop it. */
public final class TerminateDriverCommand {
    static final Layout LAYOUT = CorrelatedCommand.LAYOUT.followedBy("TERMINATE_DRIVER");
    private static final int TOKEN = LAYOUT.length();

    private TerminateDriverCommand() {}

    /** Offset of the first byte of the token in the buffer. */
    public static int tokenOffset(int offset) {
        return AsciiField.contentOffset(offset + TOKEN);
    }

    public static int tokenLength(DirectBuffer buffer, int offset) {
        return AsciiField.contentLength(buffer, offset + TOKEN);
    }

    /** Length of the whole command in bytes. */
    public static int length(int tokenLength) {
        return TOKEN + AsciiField.PREFIX_LENGTH + tokenLength;
    }

    /** Writes the whole command and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long clientId,
            long correlationId,
            DirectBuffer token,
            int tokenOffset,
            int tokenLength) {
        CorrelatedCommand.write(buffer, offset, clientId, correlationId);
        return AsciiField.write(buffer, offset + TOKEN, token, tokenOffset, tokenLength) - offset;
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        return AsciiField.problem("token", buffer, offset + TOKEN, end);
    }
}
