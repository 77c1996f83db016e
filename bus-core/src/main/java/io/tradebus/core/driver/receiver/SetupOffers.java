package io.tradebus.core.driver.receiver;

import io.tradebus.core.BusException;
import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.driver.exchange.SetupNotice;
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
    boolean offer(UnsafeBuffer buffer, int offset, int imageCount, InetSocketAddress source) {
        if (!isPossible(buffer, offset)) {
            tools.context().rejected().count(DatagramFault.BAD_SETUP);
            refuseGeometry(SetupFrame.termLength(buffer, offset), SetupFrame.mtuLength(buffer, offset));
            return false;
        }
        if (imageCount >= setup.sessionLimit()) {
            refuseSession(SetupFrame.streamId(buffer, offset));
            return false;
        }
        SetupNotice notice = notice(buffer, offset, source);
        if (!tools.context().conductor().offer(conductor -> conductor.onSetup(notice))) {
            return false;
        }
        if (setup.groupControl() != null && setup.ttl() < SetupFrame.ttl(buffer, offset)) {
            tools.counters().possibleTtlAsymmetry().incrementRelease();
        }
        return true;
    }

    private static boolean isPossible(UnsafeBuffer buffer, int offset) {
        int termCount =
                Positions.termCount(SetupFrame.activeTermId(buffer, offset), SetupFrame.initialTermId(buffer, offset));
        return DatagramRules.setup(buffer, offset) == null && termCount >= 0;
    }

    private void refuseGeometry(int termLength, int mtuLength) {
        if (!LogLayout.isValidTermLength(termLength)) {
            evidence.refuse(SetupRefusal.INVALID_TERM_LENGTH, termLength);
        } else {
            evidence.refuse(SetupRefusal.INVALID_MTU, mtuLength);
        }
    }

    private void refuseSession(int streamId) {
        if (evidence.refuse(SetupRefusal.TOO_MANY_SESSIONS, setup.sessionLimit())) {
            tools.context()
                    .errors()
                    .onError(new BusException(
                            "exceeded session limit, streamId=" + streamId + " limit=" + setup.sessionLimit()));
        }
    }

    private SetupNotice notice(UnsafeBuffer buffer, int offset, InetSocketAddress source) {
        InetSocketAddress groupControl = setup.groupControl();
        return new SetupNotice(
                setup.endpointId(),
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
                groupControl == null ? source : groupControl);
    }
}
