package io.tradebus.core.driver.event;

import io.tradebus.core.driver.exchange.InboundLog;

/** What the receiver tells the event log. Used by its thread alone. */
public final class ReceiverEvents {
    private final EventLog log;
    private final EventEncoder encoder;

    public ReceiverEvents(EventLog log) {
        this.log = log;
        encoder = new EventEncoder(log);
    }

    /** A sender is asked for something once more. */
    public void onNakSent(InboundLog image, int termId, int termOffset, int length) {
        if (log.isOn(DriverEvent.NAK_SENT)) {
            encoder.begin(DriverEvent.NAK_SENT)
                    .number(image.sessionId())
                    .number(image.streamId())
                    .number(termId)
                    .bytes(termOffset)
                    .bytes(length)
                    .text(image.sourceIdentity())
                    .text(image.channel())
                    .end();
        }
    }

    /**
     * The sender ends a stream without having sent it to its end.
     *
     * @param position up to which it says that it has sent, in bytes
     */
    public void onImageRevoked(InboundLog image, long position) {
        if (log.isOn(DriverEvent.PUBLICATION_IMAGE_REVOKE)) {
            encoder.begin(DriverEvent.PUBLICATION_IMAGE_REVOKE)
                    .number(image.imageId())
                    .number(image.sessionId())
                    .number(image.streamId())
                    .bytes(position)
                    .text(image.channel())
                    .end();
        }
    }
}
