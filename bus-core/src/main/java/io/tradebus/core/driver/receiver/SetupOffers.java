package io.tradebus.core.driver.receiver;

import io.tradebus.core.BusException;
import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.driver.exchange.SetupNotice;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.format.frame.FrameHeader;
import io.tradebus.core.format.frame.SetupFrame;
import io.tradebus.core.format.log.LogLayout;
import io.tradebus.core.format.log.Positions;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;

/** Passes streams that are offered on to the conductor, but for those of which no image can be made. */
final class SetupOffers {
    private final ReceiverTools tools;
    private final ReceiveEndpointSetup setup;
    private final Evidence evidence;
    private final Throttle oddGeometries = new Throttle();
    private final Throttle sessionsTooMany = new Throttle();

    SetupOffers(ReceiverTools tools, ReceiveEndpointSetup setup, Evidence evidence) {
        this.tools = tools;
        this.setup = setup;
        this.evidence = evidence;
    }

    /**
     * Passes a SETUP with a valid header on.
     *
     * @param imageCount images of the stream that there are or are to be
     * @return whether an answer will come; otherwise the sender offers it again
     */
    boolean offer(Transport transport, UnsafeBuffer buffer, int offset, int imageCount, InetSocketAddress source) {
        if (!isPossible(buffer, offset)) {
            tools.context().rejected().count(DatagramFault.BAD_SETUP);
            // The conductor knows how to refuse it in words, which an operator should read, but not each time.
            boolean isTold = isOddGeometry(buffer, offset)
                    && oddGeometries.mayPass(tools.clock().nowNs());
            return isTold && passOn(transport, buffer, offset, source);
        }
        if (imageCount >= setup.sessionLimit()) {
            refuseSession(SetupFrame.streamId(buffer, offset));
            return false;
        }
        if (!passOn(transport, buffer, offset, source)) {
            return false;
        }
        if (transport.isOfGroup() && transport.ttl() < SetupFrame.ttl(buffer, offset)) {
            tools.counters().possibleTtlAsymmetry().incrementRelease();
        }
        return true;
    }

    private boolean passOn(Transport transport, UnsafeBuffer buffer, int offset, InetSocketAddress source) {
        SetupNotice notice = notice(transport, buffer, offset, source);
        return tools.context().conductor().offer(conductor -> conductor.onSetup(notice));
    }

    private static boolean isPossible(UnsafeBuffer buffer, int offset) {
        int termCount =
                Positions.termCount(SetupFrame.activeTermId(buffer, offset), SetupFrame.initialTermId(buffer, offset));
        return DatagramRules.setup(buffer, offset) == null && termCount >= 0;
    }

    /** Whether term length or MTU are none; a wrong position is said by nobody but one who means harm. */
    private static boolean isOddGeometry(UnsafeBuffer buffer, int offset) {
        int mtuLength = SetupFrame.mtuLength(buffer, offset);
        return !LogLayout.isValidTermLength(SetupFrame.termLength(buffer, offset))
                || mtuLength < DataFrame.HEADER_LENGTH
                || mtuLength > DatagramPort.MAX_DATAGRAM_LENGTH
                || mtuLength % DataFrame.FRAME_ALIGNMENT != 0;
    }

    private void refuseSession(int streamId) {
        if (sessionsTooMany.mayPass(tools.clock().nowNs())) {
            evidence.refuseSession(setup.sessionLimit());
            tools.context()
                    .errors()
                    .onError(new BusException(
                            "exceeded session limit, streamId=" + streamId + " limit=" + setup.sessionLimit()));
        }
    }

    private SetupNotice notice(Transport transport, UnsafeBuffer buffer, int offset, InetSocketAddress source) {
        return new SetupNotice(
                setup.endpointId(),
                transport.id(),
                SetupFrame.sessionId(buffer, offset),
                SetupFrame.streamId(buffer, offset),
                new SetupNotice.Start(
                        SetupFrame.initialTermId(buffer, offset),
                        SetupFrame.activeTermId(buffer, offset),
                        SetupFrame.termOffset(buffer, offset)),
                SetupFrame.termLength(buffer, offset),
                SetupFrame.mtuLength(buffer, offset),
                FrameHeader.flags(buffer, offset),
                source,
                transport.controlOf(source));
    }
}
