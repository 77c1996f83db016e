package io.tradebus.core.driver.event;

import io.tradebus.core.driver.exchange.OutboundLog;
import java.net.InetSocketAddress;

/** What the sender tells the event log. Used by its thread alone. */
public final class SenderEvents {
    private final EventLog log;
    private final EventEncoder encoder;

    public SenderEvents(EventLog log) {
        this.log = log;
        encoder = new EventEncoder(log);
    }

    /** A receiver asks for something once more. */
    public void onNakReceived(InetSocketAddress from, OutboundLog stream, int termId, int termOffset, int length) {
        if (log.isOn(DriverEvent.NAK_RECEIVED)) {
            encoder.begin(DriverEvent.NAK_RECEIVED)
                    .address(from)
                    .number(stream.sessionId())
                    .number(stream.streamId())
                    .number(termId)
                    .bytes(termOffset)
                    .bytes(length)
                    .text(stream.channel())
                    .end();
        }
    }

    /** Something is sent once more. */
    public void onResend(OutboundLog stream, int termId, int termOffset, int length) {
        if (log.isOn(DriverEvent.RESEND)) {
            encoder.begin(DriverEvent.RESEND)
                    .number(stream.sessionId())
                    .number(stream.streamId())
                    .number(termId)
                    .bytes(termOffset)
                    .bytes(length)
                    .text(stream.channel())
                    .end();
        }
    }

    /**
     * Flow control counts another receiver.
     *
     * @param receivers how many it counts now
     */
    public void onReceiverAdded(OutboundLog stream, long receiverId, int receivers) {
        onReceiver(DriverEvent.FLOW_CONTROL_RECEIVER_ADDED, stream, receiverId, receivers);
    }

    /**
     * Flow control does not count a receiver any more.
     *
     * @param receivers how many it counts now
     */
    public void onReceiverRemoved(OutboundLog stream, long receiverId, int receivers) {
        onReceiver(DriverEvent.FLOW_CONTROL_RECEIVER_REMOVED, stream, receiverId, receivers);
    }

    private void onReceiver(DriverEvent event, OutboundLog stream, long receiverId, int receivers) {
        if (log.isOn(event)) {
            encoder.begin(event)
                    .number(receiverId)
                    .number(receivers)
                    .number(stream.sessionId())
                    .number(stream.streamId())
                    .text(stream.channel())
                    .end();
        }
    }
}
