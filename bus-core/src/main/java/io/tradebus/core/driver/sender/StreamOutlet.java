package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.SendEvidence;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * By which the datagrams of one stream leave: where its endpoint leads or, if the stream answers requests, to whoever
 * asked for it last and to nobody before. See {@code docs/wire-protocol.md#response-channels}.
 */
final class StreamOutlet {
    private final SendEndpoint endpoint;
    private final boolean hasAskers;
    private @Nullable InetSocketAddress asker;

    /** @param hasAskers whether the stream goes to whoever asks for it, alone */
    StreamOutlet(SendEndpoint endpoint, boolean hasAskers) {
        this.endpoint = endpoint;
        this.hasAskers = hasAskers;
    }

    SendEvidence evidence() {
        return endpoint.evidence();
    }

    /** Somebody asks for a SETUP of this very stream. */
    void onSetupRequest(InetSocketAddress source) {
        if (hasAskers && !source.equals(asker)) {
            asker = source;
        }
    }

    /** See {@link io.tradebus.core.driver.media.DatagramPort#datagramsPerCall(int)}. */
    int datagramsPerCall(int segmentLength) {
        return endpoint.datagramsPerCall(segmentLength);
    }

    /** To how many a datagram goes. */
    int destinations() {
        return hasAskers ? 1 : endpoint.destinations().count();
    }

    /** Whether there is somebody to send to. */
    boolean isOpen() {
        return !hasAskers || asker != null;
    }

    /** Whether nobody would get what is sent now. */
    boolean isToNobody() {
        return !isOpen() || !hasAskers && endpoint.destinations().isEmpty();
    }

    /** Whether all that leaves by the one goes where all goes that leaves by the other. */
    boolean leadsWhere(StreamOutlet other) {
        return endpoint == other.endpoint && !hasAskers && !other.hasAskers;
    }

    /** Sends a run of datagrams and returns the bytes that count as sent, none if there is nobody to send to. */
    int send(ByteBuffer run, int segmentLength) {
        return hasAskers
                ? sendToAsker(run, segmentLength)
                : endpoint.destinations().send(run, segmentLength);
    }

    /** As {@link #send(ByteBuffer, int)}, for a run that is given again as long as it does not count as sent. */
    int send(ByteBuffer run, int segmentLength, Round round) {
        return hasAskers
                ? sendToAsker(run, segmentLength)
                : endpoint.destinations().send(run, segmentLength, round);
    }

    /** Sends a frame and returns whether it was taken. */
    boolean send(FrameBuffer frame) {
        return !isToNobody() && send(frame.bytes(), frame.length()) == frame.length();
    }

    private int sendToAsker(ByteBuffer run, int segmentLength) {
        InetSocketAddress target = asker;
        return target == null ? 0 : endpoint.sendTo(run, segmentLength, target);
    }
}
