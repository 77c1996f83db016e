package io.tradebus.core.driver.exchange;

import io.tradebus.core.driver.protocol.CongestionControl;
import io.tradebus.core.driver.protocol.FeedbackDelay;
import io.tradebus.core.driver.protocol.GapSettings;
import java.net.InetSocketAddress;

/**
 * An image that the receiver is to rebuild.
 *
 * @param endpointId the endpoint it comes by, which the receiver was given before
 * @param transportId the transport that it was offered by, which may be gone by now
 * @param log where to rebuild it
 * @param signals to and from the conductor
 * @param control where status messages and requests go by that transport
 * @param congestionControl how much may be in flight; the receiver's from now on
 * @param repair how gaps are closed
 */
public record InboundStreamSetup(
        long endpointId,
        long transportId,
        InboundLog log,
        InboundSignals signals,
        InetSocketAddress control,
        CongestionControl congestionControl,
        Repair repair) {
    /**
     * How gaps are closed.
     *
     * @param isReliable whether lost data is asked for; otherwise gaps are filled
     * @param delay how long a gap waits before it is asked for; the receiver's from now on
     * @param gaps how many are asked for at once
     */
    public record Repair(boolean isReliable, FeedbackDelay delay, GapSettings gaps) {}
}
