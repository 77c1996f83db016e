package io.tradebus.core.format.control;

import io.tradebus.core.format.FieldHandler;
import io.tradebus.core.format.FieldText;
import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** What can be said about any event, whatever its type: whether it is well formed, and how to print it. */
public final class Events {
    private Events() {}

    /**
     * Checks once, at the edge, that all fields of an event lie within it. Reads nothing outside {@code length} bytes
     * and does not throw, whatever the bytes are. A client ignores events whose type is not known.
     *
     * @param offset where the event begins in {@code buffer}
     * @param length its length in bytes as the broadcast buffer says
     * @return what is wrong with it, or null
     */
    public static @Nullable String validate(int typeId, DirectBuffer buffer, int offset, int length) {
        if (!EventType.isKnown(typeId)) {
            return "event typeId=" + typeId;
        }
        int minLength = minLength(typeId);
        String problem = length < minLength
                ? "at least " + minLength + " bytes expected"
                : contentProblem(typeId, buffer, offset, offset + length);
        return problem == null ? null : "event=" + typeId + " too short: length=" + length + ", " + problem;
    }

    /** Prints any event, also a malformed one. Allocates: for diagnostics only. */
    public static String describe(int typeId, DirectBuffer buffer, int offset, int length) {
        String problem = validate(typeId, buffer, offset, length);
        if (problem != null) {
            return EventType.nameOf(typeId) + " malformed: " + problem;
        }
        StringBuilder text = new StringBuilder(EventType.nameOf(typeId));
        forEachField(typeId, buffer, offset, new FieldText(text));
        return text.toString();
    }

    /** Hands over all fields of an event that is well formed. Allocates: for diagnostics only. */
    public static void forEachField(int typeId, DirectBuffer buffer, int offset, FieldHandler handler) {
        layout(typeId).forEachField(buffer, offset, handler);
        handOverRest(typeId, buffer, offset, handler);
    }

    private static int minLength(int typeId) {
        int fixed = layout(typeId).length();
        return switch (typeId) {
            case EventType.ON_ERROR,
                    EventType.ON_PUBLICATION_READY,
                    EventType.ON_EXCLUSIVE_PUBLICATION_READY,
                    EventType.ON_UNAVAILABLE_IMAGE,
                    EventType.ON_PUBLICATION_ERROR -> fixed + AsciiField.PREFIX_LENGTH;
            case EventType.ON_AVAILABLE_IMAGE -> fixed + 2 * AsciiField.PREFIX_LENGTH;
            default -> fixed;
        };
    }

    private static Layout layout(int typeId) {
        return switch (typeId) {
            case EventType.ON_ERROR -> ErrorEvent.LAYOUT;
            case EventType.ON_AVAILABLE_IMAGE -> ImageReadyEvent.LAYOUT;
            case EventType.ON_PUBLICATION_READY, EventType.ON_EXCLUSIVE_PUBLICATION_READY ->
                PublicationReadyEvent.LAYOUT;
            case EventType.ON_OPERATION_SUCCESS -> OperationSuccessEvent.LAYOUT;
            case EventType.ON_UNAVAILABLE_IMAGE -> ImageUnavailableEvent.LAYOUT;
            case EventType.ON_SUBSCRIPTION_READY -> SubscriptionReadyEvent.LAYOUT;
            case EventType.ON_COUNTER_READY, EventType.ON_UNAVAILABLE_COUNTER -> CounterEvent.LAYOUT;
            case EventType.ON_CLIENT_TIMEOUT -> ClientTimeoutEvent.LAYOUT;
            case EventType.ON_STATIC_COUNTER -> StaticCounterEvent.LAYOUT;
            case EventType.ON_PUBLICATION_ERROR -> PublicationErrorEvent.LAYOUT;
            case EventType.ON_NEXT_AVAILABLE_SESSION_ID -> NextSessionIdEvent.LAYOUT;
            default -> throw new IllegalArgumentException("event typeId=" + typeId);
        };
    }

    private static @Nullable String contentProblem(int typeId, DirectBuffer buffer, int offset, int end) {
        return switch (typeId) {
            case EventType.ON_ERROR -> ErrorEvent.contentProblem(buffer, offset, end);
            case EventType.ON_AVAILABLE_IMAGE -> ImageReadyEvent.contentProblem(buffer, offset, end);
            case EventType.ON_PUBLICATION_READY, EventType.ON_EXCLUSIVE_PUBLICATION_READY ->
                PublicationReadyEvent.contentProblem(buffer, offset, end);
            case EventType.ON_UNAVAILABLE_IMAGE -> ImageUnavailableEvent.contentProblem(buffer, offset, end);
            case EventType.ON_PUBLICATION_ERROR -> PublicationErrorEvent.contentProblem(buffer, offset, end);
            default -> null;
        };
    }

    /** What the fixed fields do not say. */
    private static void handOverRest(int typeId, DirectBuffer buffer, int offset, FieldHandler handler) {
        switch (typeId) {
            case EventType.ON_ERROR -> handler.onText("message", ErrorEvent.message(buffer, offset));
            case EventType.ON_AVAILABLE_IMAGE -> {
                handler.onText("logFile", ImageReadyEvent.logFile(buffer, offset));
                handler.onText("sourceIdentity", ImageReadyEvent.sourceIdentity(buffer, offset));
            }
            case EventType.ON_PUBLICATION_READY, EventType.ON_EXCLUSIVE_PUBLICATION_READY ->
                handler.onText("logFile", PublicationReadyEvent.logFile(buffer, offset));
            case EventType.ON_UNAVAILABLE_IMAGE ->
                handler.onText("channel", ImageUnavailableEvent.channel(buffer, offset));
            case EventType.ON_PUBLICATION_ERROR ->
                handler.onText("message", PublicationErrorEvent.message(buffer, offset));
            default -> {
                // There is nothing else.
            }
        }
    }
}
