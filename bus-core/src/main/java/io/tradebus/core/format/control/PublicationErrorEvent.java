package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** {@code ON_PUBLICATION_ERROR}: a receiver refuses what a publication sends. */
public final class PublicationErrorEvent {
    static final Layout LAYOUT = Layout.of("ON_PUBLICATION_ERROR");
    private static final int REGISTRATION_ID = LAYOUT.int64("registration");
    private static final int DESTINATION_REGISTRATION_ID = LAYOUT.int64("destination");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int RECEIVER_ID = LAYOUT.int64("receiver");
    private static final int GROUP_TAG = LAYOUT.int64("groupTag");
    private static final int ADDRESS_TYPE = LAYOUT.int16("addressType");
    private static final int PORT = LAYOUT.int16("port");
    private static final int ADDRESS = LAYOUT.bytes("address", RejectingReceiver.MAX_ADDRESS_LENGTH);
    private static final int ERROR_CODE = LAYOUT.int32("code");
    private static final int MESSAGE = LAYOUT.length();

    /** A shorter event is dropped by the C client; what is missing is filled with zeros. */
    static final int MIN_SENT_LENGTH = 72;

    private PublicationErrorEvent() {}

    /** Registration id of the publication's log. */
    public static long registrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + REGISTRATION_ID);
    }

    /** Registration id of the destination, -1 if there is none. */
    public static long destinationRegistrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + DESTINATION_REGISTRATION_ID);
    }

    public static int sessionId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + SESSION_ID);
    }

    public static int streamId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + STREAM_ID);
    }

    /** Who refused. */
    public static RejectingReceiver receiver(DirectBuffer buffer, int offset) {
        int addressType = buffer.getShort(offset + ADDRESS_TYPE);
        byte[] address = new byte[RejectingReceiver.addressLength(addressType)];
        buffer.getBytes(offset + ADDRESS, address);
        return new RejectingReceiver(
                buffer.getLong(offset + RECEIVER_ID),
                buffer.getLong(offset + GROUP_TAG),
                address,
                buffer.getShort(offset + PORT) & 0xFFFF);
    }

    /** The code as sent; {@link ErrorCode#of} names it. */
    public static int errorCode(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + ERROR_CODE);
    }

    public static String message(DirectBuffer buffer, int offset) {
        return AsciiField.text(buffer, offset + MESSAGE);
    }

    /** Length of the whole event in bytes, with the padding of a short one. */
    public static int length(String message) {
        return Math.max(MIN_SENT_LENGTH, MESSAGE + AsciiField.length(message));
    }

    /** Writes the whole event and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long registrationId,
            long destinationRegistrationId,
            int sessionId,
            int streamId,
            RejectingReceiver receiver,
            ErrorCode code,
            String message) {
        buffer.putLong(offset + REGISTRATION_ID, registrationId);
        buffer.putLong(offset + DESTINATION_REGISTRATION_ID, destinationRegistrationId);
        buffer.putInt(offset + SESSION_ID, sessionId);
        buffer.putInt(offset + STREAM_ID, streamId);
        buffer.putLong(offset + RECEIVER_ID, receiver.receiverId());
        buffer.putLong(offset + GROUP_TAG, receiver.groupTag());
        buffer.putShort(offset + ADDRESS_TYPE, receiver.addressType());
        buffer.putShort(offset + PORT, (short) receiver.port());
        buffer.setMemory(offset + ADDRESS, RejectingReceiver.MAX_ADDRESS_LENGTH, (byte) 0);
        buffer.putBytes(offset + ADDRESS, receiver.address());
        buffer.putInt(offset + ERROR_CODE, code.value());
        return AsciiField.writePadded(buffer, offset, MESSAGE, message, MIN_SENT_LENGTH);
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        return AsciiField.problem("message", buffer, offset + MESSAGE, end);
    }
}
