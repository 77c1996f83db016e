package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code REMOVE_PUBLICATION}, {@code REMOVE_SUBSCRIPTION} and {@code REMOVE_COUNTER}: the registration id of what goes,
 * and for a publication flags, which older clients leave out.
 */
public final class RemoveCommand {
    static final Layout LAYOUT = CorrelatedCommand.LAYOUT.followedBy("REMOVE");
    private static final int REGISTRATION_ID = LAYOUT.int64("registration");

    /** Length in bytes of the command without flags. */
    public static final int LENGTH = LAYOUT.length();

    static final Layout FLAGS_LAYOUT = LAYOUT.followedBy("REMOVE_PUBLICATION");
    private static final int FLAGS = FLAGS_LAYOUT.int64("flags");

    /** Length in bytes of the command with flags. */
    public static final int LENGTH_WITH_FLAGS = FLAGS_LAYOUT.length();

    /** Bit of the flags: what was published and not yet read is to be given up. */
    public static final long FLAG_REVOKE = 1;

    private RemoveCommand() {}

    public static long registrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + REGISTRATION_ID);
    }

    /** The flags of a {@code REMOVE_PUBLICATION} of {@code length} bytes; 0 if it is too short to have any. */
    public static long flags(DirectBuffer buffer, int offset, int length) {
        return length >= LENGTH_WITH_FLAGS ? buffer.getLong(offset + FLAGS) : 0;
    }

    public static boolean isRevoke(DirectBuffer buffer, int offset, int length) {
        return (flags(buffer, offset, length) & FLAG_REVOKE) != 0;
    }

    /** Writes the whole command without flags and returns its length. */
    public static int write(
            MutableDirectBuffer buffer, int offset, long clientId, long correlationId, long registrationId) {
        CorrelatedCommand.write(buffer, offset, clientId, correlationId);
        buffer.putLong(offset + REGISTRATION_ID, registrationId);
        return LENGTH;
    }

    /** Writes the whole command as for {@code REMOVE_PUBLICATION} and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long clientId,
            long correlationId,
            long registrationId,
            boolean isRevoke) {
        write(buffer, offset, clientId, correlationId, registrationId);
        buffer.putLong(offset + FLAGS, isRevoke ? FLAG_REVOKE : 0);
        return LENGTH_WITH_FLAGS;
    }

    static @Nullable String publicationProblem(int length) {
        return length > LENGTH && length < LENGTH_WITH_FLAGS ? "flags are cut off" : null;
    }
}
