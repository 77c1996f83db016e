package io.tradebus.example.risk.bus;

import io.tradebus.example.messages.Verdict;
import io.tradebus.example.risk.RiskProperties;
import io.tradebus.example.risk.journal.DecisionJournal;
import io.tradebus.example.risk.limit.OrderView;
import io.tradebus.example.risk.limit.RiskBook;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.collections.Long2LongHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Decides each order once: the book, the journal and the ids of what was decided, kept in step. Used by the listener's
 * thread; the counts may be read by any.
 */
@Component
public class OrderDesk implements DisposableBean {
    private static final long NOT_DECIDED = -1;
    private static final float LOAD_FACTOR = 0.6f;

    private final RiskBook book;
    private final DecisionJournal journal;
    private final Long2LongHashMap verdicts;
    private final long recovered;
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLongArray decidedByVerdict = new AtomicLongArray(Verdict.values().length);

    OrderDesk(RiskProperties properties) {
        book = properties.newBook();
        // Room for all of them from the start: a map that grows would allocate while orders flow.
        int capacity = (int) Math.min(1 << 28, (long) (properties.expectedOrders() / LOAD_FACTOR) + 1);
        verdicts = new Long2LongHashMap(capacity, LOAD_FACTOR, NOT_DECIDED);
        journal = DecisionJournal.open(properties.journal(), this::restore);
        recovered = journal.size();
    }

    /**
     * The verdict that was given to an order before.
     *
     * @return the verdict, or {@link Verdict#NULL_VAL} if the order has not been decided
     */
    public Verdict earlierVerdict(long orderId) {
        long verdict = verdicts.get(orderId);
        return verdict == NOT_DECIDED ? Verdict.NULL_VAL : Verdict.get((short) verdict);
    }

    /** Decides an order that was not decided before and remembers the decision. */
    public Verdict decide(long orderId, OrderView order) {
        Verdict verdict = book.decide(order);
        journal.append(orderId, order, verdict);
        remember(orderId, verdict);
        return verdict;
    }

    /** Orders decided since the journal was begun. */
    public long decidedCount() {
        return decided.get();
    }

    /** Orders that were in the journal when this process opened it. */
    public long recoveredCount() {
        return recovered;
    }

    /** Orders that got the verdict since the journal was begun. */
    public long decidedCount(Verdict verdict) {
        return decidedByVerdict.get(verdict.value());
    }

    @Override
    public void destroy() {
        journal.close();
    }

    private void restore(long orderId, OrderView order, Verdict verdict) {
        book.restore(order, verdict);
        remember(orderId, verdict);
    }

    private void remember(long orderId, Verdict verdict) {
        verdicts.put(orderId, verdict.value());
        decidedByVerdict.incrementAndGet(verdict.value());
        decided.incrementAndGet();
    }
}
