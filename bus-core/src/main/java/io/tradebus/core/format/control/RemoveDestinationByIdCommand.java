package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** {@code REMOVE_DESTINATION_BY_ID}: a destination named by the correlation id with which it was added. */
public final class RemoveDestinationByIdCommand {
    static final Layout LAYOUT = CorrelatedCommand.LAYOUT.followedBy("REMOVE_DESTINATION_BY_ID");
    private static final int PUBLICATION_REGISTRATION_ID = LAYOUT.int64("registration");
    private static final int DESTINATION_REGISTRATION_ID = LAYOUT.int64("destination");

    /** Length of the whole command in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private RemoveDestinationByIdCommand() {}

    public static long publicationRegistrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + PUBLICATION_REGISTRATION_ID);
    }

    public static long destinationRegistrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + DESTINATION_REGISTRATION_ID);
    }

    /** Writes the whole command and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long clientId,
            long correlationId,
            long publicationRegistrationId,
            long destinationRegistrationId) {
        CorrelatedCommand.write(buffer, offset, clientId, correlationId);
        buffer.putLong(offset + PUBLICATION_REGISTRATION_ID, publicationRegistrationId);
        buffer.putLong(offset + DESTINATION_REGISTRATION_ID, destinationRegistrationId);
        return LENGTH;
    }
}
