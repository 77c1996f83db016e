package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.NetworkOnDemand;
import io.tradebus.core.driver.conductor.resource.ClientEvents;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.event.ConductorEvents;
import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.Commands;
import io.tradebus.core.format.control.CorrelatedCommand;
import io.tradebus.core.format.control.ErrorCode;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests from the clients' ring, strictly one after another: the next is read only when the one at hand is
 * done.
 *
 * <p>A request that fails is answered here and nowhere else. Nothing a client sends makes this throw.
 */
public final class ClientCommands implements MessageHandler {
    private static final int COMMANDS_PER_CYCLE = 1;
    private static final long UNKNOWN_CORRELATION_ID = 0;

    private final RingBuffer ring;
    private final ClientCommandReader reader;
    private final ClientEvents events;
    private final ErrorHandler errors;
    private final NetworkOnDemand network;
    private final ConductorEvents log;
    private @Nullable Command current;
    private long currentCorrelationId;
    private long nowNs;

    /**
     * @param errors records what failed
     * @param network says whether other agents can take what a request leads to; while they cannot, clients wait
     * @param log sees what is asked for
     */
    public ClientCommands(
            RingBuffer ring,
            ClientCommandReader reader,
            ClientEvents events,
            ErrorHandler errors,
            NetworkOnDemand network,
            ConductorEvents log) {
        this.ring = ring;
        this.reader = reader;
        this.events = events;
        this.errors = errors;
        this.network = network;
        this.log = log;
    }

    /** Goes on with the request at hand, or takes the next one. Returns how many were worked on. */
    public int advance(long nowNs) {
        this.nowNs = nowNs;
        Command command = current;
        if (command == null) {
            if (!network.hasRoom()) {
                return 0;
            }
            return ring.read(this, COMMANDS_PER_CYCLE);
        }
        run(command);
        return 1;
    }

    /** A request lies in the ring. */
    @Override
    public void onMessage(int typeId, MutableDirectBuffer buffer, int offset, int length) {
        String problem = Commands.validate(typeId, buffer, offset, length);
        if (problem != null) {
            currentCorrelationId = UNKNOWN_CORRELATION_ID;
            fail(new RequestRefusedException(
                    CommandType.isKnown(typeId) ? ErrorCode.MALFORMED_COMMAND : ErrorCode.UNKNOWN_COMMAND_TYPE_ID,
                    problem));
            return;
        }
        currentCorrelationId = CorrelatedCommand.correlationId(buffer, offset);
        begin(typeId, buffer, offset, length);
    }

    private void begin(int typeId, DirectBuffer buffer, int offset, int length) {
        try {
            log.onCommand(typeId, buffer, offset, length);
            Command command = reader.read(typeId, buffer, offset, length);
            current = command;
            run(command);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void run(Command command) {
        try {
            if (command.advance(nowNs)) {
                current = null;
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(RuntimeException failure) {
        current = null;
        if (failure instanceof RequestRefusedException refused) {
            refuse(refused);
        } else if (failure instanceof ChannelException channel) {
            // Where in the driver it was found wrong says nothing, as with other refusals.
            refuse(new RequestRefusedException(channel.code(), String.valueOf(channel.getMessage())));
        } else {
            String text = failure.getClass().getName() + " : " + failure.getMessage();
            events.onError(currentCorrelationId, ErrorCode.GENERIC_ERROR, text);
            errors.onError(failure);
        }
    }

    private void refuse(RequestRefusedException refusal) {
        events.onError(currentCorrelationId, refusal.code(), String.valueOf(refusal.getMessage()));
        errors.onError(refusal);
    }
}
