package io.tradebus.core.driver.media;

import org.agrona.DirectBuffer;

/** Says which datagrams are lost on purpose. Each port has its own, which is used by the thread of the port only. */
@FunctionalInterface
interface LossRule {
    /** Nothing is lost. */
    LossRule NONE = (buffer, offset, length) -> false;

    /** Whether a datagram is lost. Asked once for each datagram, in order. */
    boolean isLost(DirectBuffer buffer, int offset, int length);

    /** What is lost by either of two rules; what the first one loses the other one never sees. */
    default LossRule then(LossRule next) {
        if (NONE.equals(this)) {
            return next;
        }
        return NONE.equals(next)
                ? this
                : (buffer, offset, length) -> isLost(buffer, offset, length) || next.isLost(buffer, offset, length);
    }
}
