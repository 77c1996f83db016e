package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.spring.convert.SbeEncoding;
import io.tradebus.spring.convert.SbeTypes;
import org.agrona.sbe.MessageEncoderFlyweight;

/** A result in SBE: in a claim of the log when its length is known and there is room, else in a buffer. */
final class SbeReply<E extends MessageEncoderFlyweight> implements BusReply<E> {
    private final Replies replies;
    private final E encoder;
    private final SbeEncoding encoding;
    private boolean isBegun;
    private boolean isInScratch;

    SbeReply(Class<E> encoderType, Replies replies) {
        this.replies = replies;
        this.encoder = encoderType.cast(SbeTypes.newInstance(encoderType));
        this.encoding = new SbeEncoding(encoderType);
    }

    @Override
    public E encoder() {
        if (!isBegun) {
            isBegun = true;
            beginEncoding();
        }
        return encoder;
    }

    private void beginEncoding() {
        BusClaim claim = encoding.isFixedLength() ? replies.claimed(encoding.fixedLength()) : null;
        isInScratch = claim == null;
        if (claim != null) {
            encoding.begin(encoder, claim.buffer(), claim.offset());
        } else {
            // What a method does not set must not be what was set for another message.
            encoding.begin(encoder, replies.clearScratch(), 0);
        }
    }

    @Override
    public void discard() {
        isBegun = false;
        replies.abandon();
    }

    /** A message is about to be handled. */
    void reset() {
        isBegun = false;
    }

    /** The message was handled. */
    void end() {
        if (isBegun && isInScratch) {
            replies.written(encoding.headerLength() + encoder.encodedLength());
        }
    }
}
