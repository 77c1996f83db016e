package io.tradebus.core.driver.protocol;

import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds what an image lacks, and says when to ask for it. Specified in {@code docs/wire-protocol.md#detection}.
 *
 * <p>Belongs to one image and to the thread that inserts what arrives, so that it never sees a datagram of which only a
 * part is there.
 */
public final class LossDetector {
    /*
     * The oldest gap is treated as stock receivers do: found in the term of the rebuild position, asked for after the
     * first delay, then again and again after the retry delay, and a gap of other bounds is another gap. That alone
     * repairs one gap in a round trip, however many there are.
     *
     * So further gaps are asked for meanwhile, in order, up to the high-water mark and thus also in later terms. This
     * is right because a request only ever names bytes that the sender has sent and that are zero in the log at that
     * very moment: what is beyond the high-water mark is not looked at, a gap ends where a frame begins, and each gap
     * is looked at again before it is asked for. It can do no harm to the order of the stream either, since where the
     * log is complete up to is decided by what is in it. A gap that becomes the oldest is from then on asked for like
     * any oldest gap, whatever was asked before; so the worst that can happen to a further gap, its request or answer
     * being lost, costs what a stock receiver pays always.
     *
     * A further gap is asked for once after its first delay, which is random where there are other receivers, and then
     * not before the answer is overdue. How long that is, is measured: from the only request for a gap to its first
     * byte. A gap that was asked for repeatedly tells nothing, unless the repetition is too young to have been
     * answered. In one round trip only so many requests are made, for so many bytes: answers come on top of the new
     * data, and a receiver that asks for more than its window in a round trip asks for more than the way to it is
     * known to carry.
     *
     * Stock senders cope. One with a single receiver knows one range that it has just sent again, and ignores requests
     * in it for 10 ms; a request elsewhere is answered at once and takes the place of that range. Thus each further
     * request is answered, and costs at most that the oldest gap, which is asked for every 100 us, is sent once more;
     * since further gaps are asked for first and the oldest one last, a burst of requests costs that once. One with
     * many receivers knows 16 ranges for 10 ms each, and drops requests beyond. There a round trip is never taken for
     * less than 10 ms, and has at most 15 further requests; so those of one receiver never exhaust the pool, and are
     * never repeated while they would be ignored.
     */

    private final int termLength;
    private final int bitsToShift;
    private final int initialTermId;
    private final FeedbackDelay delay;
    private final GapHandler handler;
    private final RoundTripEstimate roundTrip;
    private final FurtherGaps further;
    private final boolean isOneAtATime;

    private Gap oldest = new Gap();
    private Gap previous = new Gap();
    private boolean hasGap;
    private boolean foundLoss;

    public LossDetector(
            int termLength, int initialTermId, FeedbackDelay delay, GapSettings settings, GapHandler handler) {
        this.termLength = termLength;
        this.initialTermId = initialTermId;
        this.delay = delay;
        this.handler = handler;
        bitsToShift = Positions.bitsToShift(termLength);
        isOneAtATime = settings.maxOutstanding() == 1;
        roundTrip = new RoundTripEstimate(settings.minRoundTripNs());
        further = new FurtherGaps(termLength, initialTermId, delay, settings, roundTrip, handler);
    }

    /**
     * Moves the rebuild position over what is complete, up to the end of its term, and has gaps asked for that are due.
     * To be called in each cycle in which the rebuild position is below the high-water mark, whether something arrived
     * or not.
     *
     * @param terms the three partitions of the log
     * @param rebuildPosition up to which the log is complete: the greater one of what was returned last, and the position
     *     of the fastest subscriber
     * @param emptyEnd up to which nothing is known to lie beyond what is complete, at most {@link #endOfOldestGap()}; it is
     *     not looked at again, so that a gap costs the same however far a sender claims to be. 0 if nothing is known
     * @param highWaterMark up to which the sender is known to have sent
     * @return up to which the log is complete now; beyond the high-water mark after padding
     */
    public long track(UnsafeBuffer[] terms, long rebuildPosition, long emptyEnd, long highWaterMark, long nowNs) {
        foundLoss = false;
        if (rebuildPosition >= highWaterMark) {
            onRebuilt(rebuildPosition, nowNs);
            hasGap = false;
            return rebuildPosition;
        }
        int offset = Positions.termOffset(rebuildPosition, termLength);
        long beginOfTerm = rebuildPosition - offset;
        UnsafeBuffer term = terms[Positions.partitionIndex(rebuildPosition, bitsToShift)];
        int limit = (int) Math.min(highWaterMark - beginOfTerm, termLength);
        int endOfRun = TermGaps.endOfRun(term, offset, limit);
        int endOfEmpty = (int) Math.max(endOfRun, Math.min(emptyEnd - beginOfTerm, limit));
        int endOfGap = TermGaps.endOfGap(term, endOfEmpty, limit);
        long rebuilt = beginOfTerm + endOfRun;
        onRebuilt(rebuilt, nowNs);
        if (endOfGap > endOfRun) {
            onGap(terms, rebuilt, beginOfTerm + endOfGap, nowNs);
            hasGap = true;
            requestDue(terms, highWaterMark, nowNs);
        } else {
            hasGap = false;
        }
        return rebuilt;
    }

    /** Whether the last call found a gap that was not the oldest one before, which is what congestion control counts. */
    public boolean foundLoss() {
        return foundLoss;
    }

    /** Where the oldest gap ended in the last call; 0 if there was none. */
    public long endOfOldestGap() {
        return hasGap ? oldest.end : 0;
    }

    /** Gaps that are known, the oldest one included. For diagnostics. */
    public int knownGaps() {
        return (hasGap ? 1 : 0) + further.count();
    }

    /** What a round trip is taken for in nanoseconds. For diagnostics. */
    public long roundTripNs() {
        return roundTrip.roundTripNs();
    }

    private void onRebuilt(long position, long nowNs) {
        if (hasGap && position > oldest.begin) {
            roundTrip.onFilled(oldest, nowNs);
            oldest.loseTrackOfRequests();
        }
        further.onRebuilt(position, nowNs);
    }

    private void onGap(UnsafeBuffer[] terms, long begin, long end, long nowNs) {
        if (hasGap && oldest.begin == begin && oldest.end == end) {
            return;
        }
        foundLoss = true;
        Gap reused = previous;
        previous = oldest;
        oldest = reused;
        oldest.set(begin, end, nowNs + delay.firstDelayNs());
        if (!isOneAtATime) {
            further.handOver(oldest);
            if (hasGap && begin >= previous.begin && begin < previous.end) {
                onRestOfPrevious(terms, nowNs);
            }
        }
    }

    /** The oldest gap is a part of what it was, or it has grown: requests for it are no measure. */
    private void onRestOfPrevious(UnsafeBuffer[] terms, long nowNs) {
        previous.loseTrackOfRequests();
        oldest.inheritRequests(previous);
        if (oldest.end < previous.end) {
            further.takeBack(terms, previous, oldest.end, nowNs);
        }
    }

    private void requestDue(UnsafeBuffer[] terms, long highWaterMark, long nowNs) {
        if (!isOneAtATime) {
            further.track(terms, oldest.end, highWaterMark, nowNs);
        }
        if (oldest.isDue(nowNs)) {
            oldest.onRequest(nowNs);
            oldest.deadlineNs = nowNs + delay.retryDelayNs();
            handler.onGap(
                    Positions.termId(oldest.begin, bitsToShift, initialTermId),
                    Positions.termOffset(oldest.begin, termLength),
                    oldest.length());
        }
    }
}
