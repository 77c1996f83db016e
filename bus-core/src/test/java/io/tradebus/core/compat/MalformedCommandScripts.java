package io.tradebus.core.compat;

import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CounterCommand;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.DestinationCommand;
import io.tradebus.core.format.control.PublicationCommand;
import io.tradebus.core.format.control.RejectImageCommand;
import io.tradebus.core.format.control.RemoveCommand;
import io.tradebus.core.format.control.RemoveDestinationByIdCommand;
import io.tradebus.core.format.control.StaticCounterCommand;
import io.tradebus.core.format.control.SubscriptionCommand;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;

/** Commands of types that do not exist, commands cut off at every length, and lengths that lie. */
final class MalformedCommandScripts {
    private static final String IPC = "aeron:ipc";
    private static final int STREAM_ID = 1001;

    private MalformedCommandScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("unknown types", MalformedCommandScripts::unknownTypes);
        scripts.put("commands cut off", MalformedCommandScripts::cutOff);
        scripts.put("lengths that lie", MalformedCommandScripts::lyingLengths);
    }

    private static void unknownTypes(Conversation talk) {
        ExpandableArrayBuffer zeros = new ExpandableArrayBuffer(256);
        for (int typeId : new int[] {0x13, 0x14, 0x77, 0x0F01, 0x0F04, Integer.MAX_VALUE}) {
            for (int length : new int[] {0, 8, 16, 40, 200}) {
                talk.note("type " + typeId + " of " + length + " bytes");
                talk.send(typeId, zeros, length);
            }
        }
        talk.client().addCounter(1000, "still there");
    }

    private static void cutOff(Conversation talk) {
        whole((typeId, command, length) -> {
            for (int cut = 0; cut < length; cut += cut < 16 ? 8 : 1) {
                talk.note("type " + typeId + " cut to " + cut + " of " + length);
                talk.send(typeId, command, cut);
            }
        });
        talk.client().addCounter(1000, "still there");
    }

    private static void lyingLengths(Conversation talk) {
        int[] lies = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20, 1000};
        whole((typeId, command, length) -> {
            int[] fields = lengthFields(typeId);
            for (int field : fields) {
                int truth = command.getInt(field);
                for (int lie : lies) {
                    talk.note("type " + typeId + " with " + lie + " at " + field);
                    command.putInt(field, lie);
                    talk.send(typeId, command, length);
                }
                command.putInt(field, truth);
            }
        });
        talk.client().addCounter(1000, "still there");
    }

    private static int[] lengthFields(int typeId) {
        return switch (typeId) {
            case CommandType.ADD_PUBLICATION, CommandType.ADD_EXCLUSIVE_PUBLICATION -> new int[] {20};
            case CommandType.ADD_SUBSCRIPTION -> new int[] {28};
            case CommandType.ADD_DESTINATION,
                    CommandType.REMOVE_DESTINATION,
                    CommandType.ADD_RCV_DESTINATION,
                    CommandType.REMOVE_RCV_DESTINATION -> new int[] {24};
            case CommandType.ADD_COUNTER -> new int[] {20, 24};
            case CommandType.ADD_STATIC_COUNTER -> new int[] {28, 32};
            case CommandType.REJECT_IMAGE -> new int[] {32};
            default -> new int[0];
        };
    }

    /** One whole command of each type, of a client that is not known and with a correlation id of its own. */
    private static void whole(WholeCommand use) {
        for (int typeId = CommandType.MIN_ID; typeId <= CommandType.MAX_ID; typeId++) {
            ExpandableArrayBuffer command = new ExpandableArrayBuffer(256);
            use.accept(typeId, command, write(typeId, command, 9000 + typeId, 8000 + typeId));
        }
    }

    private static int write(int typeId, ExpandableArrayBuffer command, long clientId, long id) {
        return switch (typeId) {
            case CommandType.ADD_PUBLICATION, CommandType.ADD_EXCLUSIVE_PUBLICATION ->
                PublicationCommand.write(command, 0, clientId, id, STREAM_ID, IPC);
            case CommandType.ADD_SUBSCRIPTION -> SubscriptionCommand.write(command, 0, clientId, id, STREAM_ID, IPC);
            case CommandType.REMOVE_PUBLICATION -> RemoveCommand.write(command, 0, clientId, id, 4711, false);
            case CommandType.REMOVE_SUBSCRIPTION, CommandType.REMOVE_COUNTER ->
                RemoveCommand.write(command, 0, clientId, id, 4711);
            case CommandType.ADD_DESTINATION,
                    CommandType.REMOVE_DESTINATION,
                    CommandType.ADD_RCV_DESTINATION,
                    CommandType.REMOVE_RCV_DESTINATION -> DestinationCommand.write(command, 0, clientId, id, 4711, IPC);
            case CommandType.REMOVE_DESTINATION_BY_ID ->
                RemoveDestinationByIdCommand.write(command, 0, clientId, id, 4711, 4712);
            case CommandType.ADD_COUNTER ->
                CounterCommand.write(command, 0, clientId, id, 1000, CounterText.ofLabel("label"));
            case CommandType.ADD_STATIC_COUNTER ->
                StaticCounterCommand.write(command, 0, clientId, id, 33, 1000, CounterText.ofLabel("label"));
            case CommandType.REJECT_IMAGE -> RejectImageCommand.write(command, 0, clientId, id, 4711, 0, "reason");
            default -> {
                command.putLong(0, clientId);
                command.putLong(8, id);
                command.putInt(16, 0);
                yield typeId == CommandType.CLIENT_KEEPALIVE || typeId == CommandType.CLIENT_CLOSE ? 16 : 20;
            }
        };
    }

    @FunctionalInterface
    private interface WholeCommand {
        void accept(int typeId, ExpandableArrayBuffer command, int length);
    }
}
