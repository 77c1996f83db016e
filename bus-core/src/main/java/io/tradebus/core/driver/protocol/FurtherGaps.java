package io.tradebus.core.driver.protocol;

import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The gaps after the oldest one, in the order of their positions. See {@link LossDetector} for when they are asked for.
 *
 * <p>Everything from the oldest gap to the frontier was looked at once and is either here or complete. What arrives later
 * can only make gaps smaller, which shows at their beginning in most cases; all of a gap is looked at again before it is
 * asked for. When there are more gaps than are kept, the frontier stays at the first one that is not, so that a pass
 * looks only at what is new.
 */
final class FurtherGaps {
    private final int bitsToShift;
    private final int initialTermId;
    private final FeedbackDelay delay;
    private final GapHandler handler;
    private final RoundTripEstimate roundTrip;
    private final RequestBudget budget;
    private final Gap[] gaps;
    private int count;
    private long frontier;

    FurtherGaps(
            int termLength,
            int initialTermId,
            FeedbackDelay delay,
            GapSettings settings,
            RoundTripEstimate roundTrip,
            GapHandler handler) {
        bitsToShift = Positions.bitsToShift(termLength);
        this.initialTermId = initialTermId;
        this.delay = delay;
        this.handler = handler;
        this.roundTrip = roundTrip;
        budget = new RequestBudget(settings);
        gaps = new Gap[settings.maxOutstanding() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = new Gap();
        }
    }

    int count() {
        return count;
    }

    /** Everything before a position is complete. */
    void onRebuilt(long position, long nowNs) {
        while (count > 0 && gaps[0].begin < position) {
            roundTrip.onFilled(gaps[0], nowNs);
            if (gaps[0].end > position) {
                gaps[0].begin = position;
                gaps[0].loseTrackOfRequests();
                return;
            }
            remove(0);
        }
    }

    /** Hands what is covered by the oldest gap over to it, with the requests that were made for its beginning. */
    void handOver(Gap oldest) {
        while (count > 0 && gaps[0].begin < oldest.end) {
            if (gaps[0].begin <= oldest.begin) {
                oldest.inheritRequests(gaps[0]);
            }
            if (gaps[0].end > oldest.end) {
                gaps[0].begin = oldest.end;
                return;
            }
            remove(0);
        }
    }

    /**
     * Takes what is left of a gap that was the oldest one when a part in its middle has arrived.
     *
     * @param whole what it was
     * @param from the first position after what is the oldest gap now
     */
    void takeBack(UnsafeBuffer[] terms, Gap whole, long from, long nowNs) {
        long deadlineNs = nowNs + (whole.isRequested() ? roundTrip.timeoutNs() : delay.firstDelayNs());
        insertParts(terms, 0, whole, from, deadlineNs);
    }

    /** Looks for gaps from the end of the oldest one on, and asks for those that are due. */
    void track(UnsafeBuffer[] terms, long from, long highWaterMark, long nowNs) {
        for (int i = count - 1; i >= 0; i--) {
            if (hasArrived(terms, gaps[i].begin)) {
                refresh(terms, i, nowNs);
            }
        }
        frontier = Math.max(frontier, from);
        // A log has three terms, of which nothing beyond the next half is ever accepted.
        search(terms, Math.min(highWaterMark, from + (1L << bitsToShift)), nowNs);
        requestDue(terms, nowNs);
    }

    private void search(UnsafeBuffer[] terms, long limit, long nowNs) {
        while (count < gaps.length && frontier < limit) {
            long endInTerm = Math.min(limit, endOfTerm(frontier));
            frontier = endOfRun(terms, frontier, endInTerm);
            if (frontier < endInTerm) {
                long end = endOfGap(terms, frontier, endInTerm);
                if (end == frontier) {
                    return;
                }
                append(frontier, end, nowNs);
                frontier = end;
            }
        }
    }

    private void append(long begin, long end, long nowNs) {
        Gap last = count == 0 ? null : gaps[count - 1];
        boolean isSameGap = last != null && last.end == begin && !last.isRequested() && begin != beginOfTerm(begin);
        if (last != null && isSameGap) {
            last.end = end;
        } else {
            gaps[count++].set(begin, end, nowNs + delay.firstDelayNs());
        }
    }

    private void requestDue(UnsafeBuffer[] terms, long nowNs) {
        for (int i = 0; i < count; i++) {
            if (!gaps[i].isDue(nowNs)) {
                continue;
            }
            if (!budget.isOpen(nowNs, roundTrip.roundTripNs())) {
                return;
            }
            int countBefore = count;
            if (refresh(terms, i, nowNs)) {
                int length = budget.take(gaps[i].length(), nowNs);
                if (length == 0) {
                    return;
                }
                request(gaps[i], length, nowNs);
            } else if (count < countBefore) {
                i--;
            }
        }
    }

    private void request(Gap gap, int length, long nowNs) {
        if (gap.isRequested()) {
            roundTrip.onOverdue(gap.timeoutNs);
        }
        gap.onRequest(nowNs);
        gap.timeoutNs = roundTrip.timeoutNs();
        gap.deadlineNs = nowNs + gap.timeoutNs + delay.retryDelayNs();
        handler.onGap(
                Positions.termId(gap.begin, bitsToShift, initialTermId),
                Positions.termOffset(gap.begin, 1 << bitsToShift),
                length);
    }

    /**
     * Looks again at a gap of which a part may have arrived.
     *
     * @return whether all that is listed at this index now is missing
     */
    private boolean refresh(UnsafeBuffer[] terms, int index, long nowNs) {
        Gap gap = gaps[index];
        long begin = endOfRun(terms, gap.begin, gap.end);
        if (begin > gap.begin) {
            roundTrip.onFilled(gap, nowNs);
            gap.loseTrackOfRequests();
        }
        if (begin >= gap.end) {
            remove(index);
            return false;
        }
        gap.begin = begin;
        long end = endOfGap(terms, begin, gap.end);
        if (end > begin && end < gap.end) {
            insertParts(terms, index + 1, gap, end, gap.deadlineNs);
            gap.end = end;
        }
        return end > begin;
    }

    /** Lists what is missing of {@code whole} from a position on, from an index on. */
    private void insertParts(UnsafeBuffer[] terms, int index, Gap whole, long from, long deadlineNs) {
        int next = index;
        long begin = endOfRun(terms, from, whole.end);
        while (begin < whole.end) {
            long end = endOfGap(terms, begin, whole.end);
            if (end == begin || !makeRoom(next, begin)) {
                return;
            }
            gaps[next].set(begin, end, deadlineNs);
            gaps[next].inheritRequests(whole);
            gaps[next].loseTrackOfRequests();
            next++;
            begin = endOfRun(terms, end, whole.end);
        }
    }

    /** Makes room for a gap at an index; the last one gives way, and will be found again. */
    private boolean makeRoom(int index, long begin) {
        if (count == gaps.length) {
            if (index == count) {
                frontier = begin;
                return false;
            }
            count--;
            frontier = gaps[count].begin;
        }
        Gap unused = gaps[count];
        System.arraycopy(gaps, index, gaps, index + 1, count - index);
        gaps[index] = unused;
        count++;
        return true;
    }

    private void remove(int index) {
        Gap unused = gaps[index];
        count--;
        System.arraycopy(gaps, index + 1, gaps, index, count - index);
        gaps[count] = unused;
    }

    private boolean hasArrived(UnsafeBuffer[] terms, long position) {
        return endOfRun(terms, position, position + 1) > position;
    }

    /** Where frames that follow each other end; {@code limit} is in the term of {@code position} or its end. */
    private long endOfRun(UnsafeBuffer[] terms, long position, long limit) {
        long begin = beginOfTerm(position);
        return begin + TermGaps.endOfRun(term(terms, position), (int) (position - begin), (int) (limit - begin));
    }

    private long endOfGap(UnsafeBuffer[] terms, long position, long limit) {
        long begin = beginOfTerm(position);
        return begin + TermGaps.endOfGap(term(terms, position), (int) (position - begin), (int) (limit - begin));
    }

    private UnsafeBuffer term(UnsafeBuffer[] terms, long position) {
        return terms[Positions.partitionIndex(position, bitsToShift)];
    }

    private long beginOfTerm(long position) {
        return position & -(1L << bitsToShift);
    }

    private long endOfTerm(long position) {
        return beginOfTerm(position) + (1L << bitsToShift);
    }
}
