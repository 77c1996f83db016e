package io.tradebus.core.compat;

import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CorrelatedCommand;
import io.tradebus.core.format.control.CounterCommand;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.DestinationCommand;
import io.tradebus.core.format.control.NextSessionIdCommand;
import io.tradebus.core.format.control.PublicationCommand;
import io.tradebus.core.format.control.RejectImageCommand;
import io.tradebus.core.format.control.RemoveCommand;
import io.tradebus.core.format.control.SubscriptionCommand;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Commands as a client with a fault, or one that means harm, may put into the ring: well formed ones, such with some of their
 * bytes changed or cut off, and noise. Both halves of an id are far from those that a driver gives, so that a damaged one means nothing of others.
 */
final class FuzzedCommands {
    private static final long FIRST_ID = 0x5EED_7000_0000L;
    private static final int FIRST_STREAM_ID = 0x0EED_0000;
    private static final int CLIENTS = 50;
    private static final int STREAMS = 64;
    private static final int IDS_IN_USE = 64;
    private static final int MAX_NOISE_LENGTH = 300;
    private static final int[] TYPES = {
        CommandType.ADD_PUBLICATION,
        CommandType.ADD_EXCLUSIVE_PUBLICATION,
        CommandType.REMOVE_PUBLICATION,
        CommandType.REMOVE_PUBLICATION,
        CommandType.REMOVE_PUBLICATION,
        CommandType.ADD_SUBSCRIPTION,
        CommandType.REMOVE_SUBSCRIPTION,
        CommandType.REMOVE_SUBSCRIPTION,
        CommandType.ADD_COUNTER,
        CommandType.REMOVE_COUNTER,
        CommandType.REMOVE_COUNTER,
        CommandType.GET_NEXT_AVAILABLE_SESSION_ID,
        CommandType.REJECT_IMAGE,
        CommandType.ADD_DESTINATION,
        CommandType.REMOVE_DESTINATION,
        CommandType.ADD_RCV_DESTINATION,
        CommandType.REMOVE_RCV_DESTINATION,
        CommandType.CLIENT_KEEPALIVE,
        CommandType.CLIENT_CLOSE
    };
    private static final String[] CHANNELS = {
        "aeron:ipc?term-length=64k",
        "aeron:ipc?term-length=64k|tether=false",
        "aeron:udp?endpoint=localhost:24801|term-length=64k|linger=0",
        "aeron:udp?endpoint=localhost:24801|term-length=64k|ssc=true|linger=0",
        "aeron-spy:aeron:udp?endpoint=localhost:24801",
        "aeron:udp?endpoint=localhost:24802|control=localhost:24803|term-length=64k|linger=0",
        "aeron:ipc?init-term-id=1|term-id=x|term-offset=0",
        "aeron:udp?endpoint=nowhere",
        "nonsense"
    };

    private final ExpandableArrayBuffer command = new ExpandableArrayBuffer();
    private final Random random;
    private long ids;
    private int typeId;
    private int length;

    FuzzedCommands(long seed) {
        random = new Random(seed);
    }

    /** Makes the next one, to be found in {@link #buffer}. */
    void next() {
        int kind = random.nextInt(8);
        if (kind == 0) {
            noise();
            return;
        }
        wellFormed();
        if (kind < 4) {
            damage();
        }
    }

    int typeId() {
        return typeId;
    }

    MutableDirectBuffer buffer() {
        return command;
    }

    int length() {
        return length;
    }

    private void noise() {
        // No type below 1 may stand in a ring.
        typeId = 1 + random.nextInt(random.nextBoolean() ? 24 : Integer.MAX_VALUE - 1);
        typeId = typeId == CommandType.TERMINATE_DRIVER ? CommandType.ADD_PUBLICATION : typeId;
        length = random.nextInt(MAX_NOISE_LENGTH);
        for (int i = 0; i < length; i++) {
            command.putByte(i, (byte) random.nextInt());
        }
    }

    private void wellFormed() {
        typeId = TYPES[random.nextInt(TYPES.length)];
        long client = FIRST_ID + random.nextInt(CLIENTS);
        long id = FIRST_ID + CLIENTS + ids++;
        // Of what was added a short while ago.
        long known = id - 1 - random.nextInt(IDS_IN_USE);
        int streamId = FIRST_STREAM_ID + random.nextInt(STREAMS);
        String channel = CHANNELS[random.nextInt(CHANNELS.length)];
        length = switch (typeId) {
            case CommandType.ADD_PUBLICATION, CommandType.ADD_EXCLUSIVE_PUBLICATION ->
                PublicationCommand.write(command, 0, client, id, streamId, channel);
            case CommandType.ADD_SUBSCRIPTION -> SubscriptionCommand.write(command, 0, client, id, streamId, channel);
            case CommandType.REMOVE_PUBLICATION ->
                RemoveCommand.write(command, 0, client, id, known, random.nextInt(4) == 0);
            case CommandType.REMOVE_SUBSCRIPTION, CommandType.REMOVE_COUNTER ->
                RemoveCommand.write(command, 0, client, id, known);
            case CommandType.ADD_COUNTER ->
                CounterCommand.write(command, 0, client, id, 1000, CounterText.ofLabel("fuzz " + id));
            case CommandType.GET_NEXT_AVAILABLE_SESSION_ID ->
                NextSessionIdCommand.write(command, 0, client, id, streamId);
            case CommandType.REJECT_IMAGE -> RejectImageCommand.write(command, 0, client, id, known, 0, "no");
            case CommandType.ADD_DESTINATION,
                    CommandType.REMOVE_DESTINATION,
                    CommandType.ADD_RCV_DESTINATION,
                    CommandType.REMOVE_RCV_DESTINATION ->
                DestinationCommand.write(command, 0, client, id, known, channel);
            default -> CorrelatedCommand.write(command, 0, client, id);
        };
    }

    private void damage() {
        switch (random.nextInt(3)) {
            case 0 -> length = random.nextInt(length);
            case 1 -> command.putByte(random.nextInt(length), (byte) random.nextInt());
            default -> {
                int[] edges = {-1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, length};
                command.putInt(4 * random.nextInt(length / 4), edges[random.nextInt(edges.length)]);
            }
        }
    }
}
