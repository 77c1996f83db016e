package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.core.TraceEnvelope;
import io.tradebus.spring.core.TraceKeeper;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Where the results of a handler go. Called on the thread of its agent; no call waits. */
public interface ReplyTarget {
    /** What to call it in messages. */
    String name();

    /**
     * Appends a result.
     *
     * @param request where the message came from that it is the result of
     * @param number reserved value of that message, which may not be the one that {@code request} is at
     * @return position in bytes, 0 if nobody waits for the result, which its target counts, or the negative code of an {@link io.tradebus.core.runtime.OfferStatus}
     * @throws IllegalArgumentException if it is too long
     */
    long offer(BusHeader request, long number, DirectBuffer buffer, int offset, int length);

    /** Notes the trace of a result for which there is no room now; {@code trace} takes {@link TraceEnvelope#LENGTH} bytes. */
    default void keepTrace(MutableDirectBuffer trace) {}

    /** As {@link #offer}, for a result that waited, with the trace that was noted then. */
    default long offerKept(
            BusHeader request, long number, DirectBuffer trace, DirectBuffer buffer, int offset, int length) {
        return offer(request, number, buffer, offset, length);
    }

    /**
     * Reserves room for a result.
     *
     * @return position in bytes, 0 if nobody waits for the result, which its target counts, or the negative code of an {@link io.tradebus.core.runtime.OfferStatus}
     * @throws IllegalArgumentException if it is too long
     */
    long tryClaim(BusHeader request, int length, BusClaim claim);

    /** Every result to the one who published the message, which is a request. */
    static ReplyTarget ofRequester() {
        return new ReplyTarget() {
            @Override
            public String name() {
                return "the requester";
            }

            @Override
            public long offer(BusHeader request, long number, DirectBuffer buffer, int offset, int length) {
                return request.replyTo(number, buffer, offset, length);
            }

            @Override
            public long tryClaim(BusHeader request, int length, BusClaim claim) {
                return request.tryClaimReply(length, claim);
            }
        };
    }

    /** Every result to one stream. */
    static ReplyTarget of(BusPublisher publisher) {
        return new ReplyTarget() {
            @Override
            public String name() {
                return publisher.stream();
            }

            @Override
            public void keepTrace(MutableDirectBuffer trace) {
                if (publisher instanceof TraceKeeper keeper) {
                    keeper.keepTrace(trace);
                }
            }

            @Override
            public long offerKept(
                    BusHeader request, long number, DirectBuffer trace, DirectBuffer buffer, int offset, int length) {
                return publisher instanceof TraceKeeper keeper
                        ? keeper.offerKept(trace, buffer, offset, length)
                        : publisher.offer(buffer, offset, length);
            }

            @Override
            public long offer(BusHeader request, long number, DirectBuffer buffer, int offset, int length) {
                return publisher.offer(buffer, offset, length);
            }

            @Override
            public long tryClaim(BusHeader request, int length, BusClaim claim) {
                return publisher.tryClaim(length, claim);
            }
        };
    }
}
