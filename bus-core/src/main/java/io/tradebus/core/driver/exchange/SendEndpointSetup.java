package io.tradebus.core.driver.exchange;

import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.channel.ControlMode;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * A sending endpoint that the sender is to take over.
 *
 * @param endpointId by which it is spoken of; the same for nothing else in this driver
 * @param port its sockets, which are the sender's from now on; streams are sent to the peer of the port if it has one
 * @param controlMode who says where streams are sent
 * @param destinationCount how many destinations there are, or null where there is one peer; written by the sender
 * @param resolvableEndpoint {@code host:port} to be resolved again when all receivers fall silent, or null
 * @param evidence what to count
 */
public record SendEndpointSetup(
        long endpointId,
        DatagramPort port,
        ControlMode controlMode,
        @Nullable AtomicCounter destinationCount,
        @Nullable String resolvableEndpoint,
        SendEvidence evidence) {}
