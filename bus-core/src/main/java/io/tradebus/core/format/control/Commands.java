package io.tradebus.core.format.control;

import io.tradebus.core.format.FieldHandler;
import io.tradebus.core.format.FieldText;
import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about any command, whatever its type: whether it is well formed, and how to print it.
 *
 * <p>Trailing bytes are allowed everywhere, since clients send them.
 */
public final class Commands {
    private Commands() {}

    /**
     * Checks once, at the edge, that all fields of a command lie within it. Reads nothing outside {@code length} bytes
     * and does not throw, whatever the bytes are. The type must be one of {@link CommandType}.
     *
     * @param offset where the command begins in {@code buffer}
     * @param length its length in bytes as the ring buffer says
     * @return what is wrong with it, for an answer with {@link ErrorCode#MALFORMED_COMMAND} (or {@link
     *     ErrorCode#UNKNOWN_COMMAND_TYPE_ID} if the type is not known), or null
     */
    public static @Nullable String validate(int typeId, DirectBuffer buffer, int offset, int length) {
        if (!CommandType.isKnown(typeId)) {
            return "command typeId=" + typeId;
        }
        int minLength = minLength(typeId);
        String problem = length < minLength
                ? "at least " + minLength + " bytes expected"
                : contentProblem(typeId, buffer, offset, length);
        return problem == null ? null : "command=" + typeId + " too short: length=" + length + ", " + problem;
    }

    /** Prints any command, also a malformed one. Allocates: for diagnostics only. */
    public static String describe(int typeId, DirectBuffer buffer, int offset, int length) {
        String problem = validate(typeId, buffer, offset, length);
        if (problem != null) {
            return CommandType.nameOf(typeId) + " malformed: " + problem;
        }
        StringBuilder text = new StringBuilder(CommandType.nameOf(typeId));
        forEachField(typeId, buffer, offset, length, new FieldText(text));
        return text.toString();
    }

    /** Hands over all fields of a command that is well formed. Allocates: for diagnostics only. */
    public static void forEachField(int typeId, DirectBuffer buffer, int offset, int length, FieldHandler handler) {
        layout(typeId).forEachField(buffer, offset, handler);
        handOverRest(typeId, buffer, offset, length, handler);
    }

    private static int minLength(int typeId) {
        return switch (typeId) {
            case CommandType.TERMINATE_DRIVER,
                    CommandType.ADD_PUBLICATION,
                    CommandType.ADD_EXCLUSIVE_PUBLICATION,
                    CommandType.ADD_SUBSCRIPTION,
                    CommandType.ADD_DESTINATION,
                    CommandType.REMOVE_DESTINATION,
                    CommandType.ADD_RCV_DESTINATION,
                    CommandType.REMOVE_RCV_DESTINATION,
                    CommandType.REJECT_IMAGE -> layout(typeId).length() + AsciiField.PREFIX_LENGTH;
            case CommandType.ADD_COUNTER, CommandType.ADD_STATIC_COUNTER ->
                layout(typeId).length() + 2 * AsciiField.PREFIX_LENGTH;
            default -> layout(typeId).length();
        };
    }

    private static Layout layout(int typeId) {
        return switch (typeId) {
            case CommandType.ADD_PUBLICATION, CommandType.ADD_EXCLUSIVE_PUBLICATION -> PublicationCommand.LAYOUT;
            case CommandType.ADD_SUBSCRIPTION -> SubscriptionCommand.LAYOUT;
            case CommandType.REMOVE_PUBLICATION, CommandType.REMOVE_SUBSCRIPTION, CommandType.REMOVE_COUNTER ->
                RemoveCommand.LAYOUT;
            case CommandType.ADD_DESTINATION,
                    CommandType.REMOVE_DESTINATION,
                    CommandType.ADD_RCV_DESTINATION,
                    CommandType.REMOVE_RCV_DESTINATION -> DestinationCommand.LAYOUT;
            case CommandType.REMOVE_DESTINATION_BY_ID -> RemoveDestinationByIdCommand.LAYOUT;
            case CommandType.ADD_COUNTER -> CounterCommand.LAYOUT;
            case CommandType.ADD_STATIC_COUNTER -> StaticCounterCommand.LAYOUT;
            case CommandType.REJECT_IMAGE -> RejectImageCommand.LAYOUT;
            case CommandType.TERMINATE_DRIVER -> TerminateDriverCommand.LAYOUT;
            case CommandType.GET_NEXT_AVAILABLE_SESSION_ID -> NextSessionIdCommand.LAYOUT;
            default -> CorrelatedCommand.LAYOUT;
        };
    }

    private static @Nullable String contentProblem(int typeId, DirectBuffer buffer, int offset, int length) {
        int end = offset + length;
        return switch (typeId) {
            case CommandType.ADD_PUBLICATION, CommandType.ADD_EXCLUSIVE_PUBLICATION ->
                PublicationCommand.contentProblem(buffer, offset, end);
            case CommandType.ADD_SUBSCRIPTION -> SubscriptionCommand.contentProblem(buffer, offset, end);
            case CommandType.REMOVE_PUBLICATION -> RemoveCommand.publicationProblem(length);
            case CommandType.ADD_DESTINATION,
                    CommandType.REMOVE_DESTINATION,
                    CommandType.ADD_RCV_DESTINATION,
                    CommandType.REMOVE_RCV_DESTINATION -> DestinationCommand.contentProblem(buffer, offset, end);
            case CommandType.ADD_COUNTER -> CounterCommand.contentProblem(buffer, offset, end);
            case CommandType.ADD_STATIC_COUNTER -> StaticCounterCommand.contentProblem(buffer, offset, end);
            case CommandType.REJECT_IMAGE -> RejectImageCommand.contentProblem(buffer, offset, end);
            case CommandType.TERMINATE_DRIVER -> TerminateDriverCommand.contentProblem(buffer, offset, end);
            default -> null;
        };
    }

    /** What the fixed fields do not say. */
    private static void handOverRest(int typeId, DirectBuffer buffer, int offset, int length, FieldHandler handler) {
        switch (typeId) {
            case CommandType.ADD_PUBLICATION, CommandType.ADD_EXCLUSIVE_PUBLICATION ->
                handler.onText("channel", PublicationCommand.channel(buffer, offset));
            case CommandType.ADD_SUBSCRIPTION -> handler.onText("channel", SubscriptionCommand.channel(buffer, offset));
            case CommandType.REMOVE_PUBLICATION ->
                handler.onNumber("flags", RemoveCommand.flags(buffer, offset, length));
            case CommandType.ADD_DESTINATION,
                    CommandType.REMOVE_DESTINATION,
                    CommandType.ADD_RCV_DESTINATION,
                    CommandType.REMOVE_RCV_DESTINATION ->
                handler.onText("channel", DestinationCommand.channel(buffer, offset));
            case CommandType.ADD_COUNTER -> handler.onText("label", CounterCommand.label(buffer, offset));
            case CommandType.ADD_STATIC_COUNTER -> handler.onText("label", StaticCounterCommand.label(buffer, offset));
            case CommandType.REJECT_IMAGE -> handler.onText("reason", RejectImageCommand.reason(buffer, offset));
            case CommandType.TERMINATE_DRIVER ->
                handler.onNumber("tokenLength", TerminateDriverCommand.tokenLength(buffer, offset));
            default -> {
                // There is nothing else.
            }
        }
    }
}
