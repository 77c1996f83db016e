/**
 * Checks orders against limits and answers with decisions. Start reading at {@code bus.OrderListener}, which is where an
 * order comes in; {@code limit.RiskBook} decides, {@code journal.DecisionJournal} remembers.
 *
 * <p><b>When a process dies.</b> Each decision is written to the journal before it is answered, and the journal outlives
 * the process. A gateway that may have lost an answer, because it or this service was killed, begins a new epoch and
 * asks again for what it has no answer to, under the same order id and marked as a possible resend. An order that was
 * decided before is not decided a second time: the remembered decision is told again. Orders of an older epoch are
 * ignored, since they will be asked for again. So each order is decided once and each gateway hears one decision.
 */
@NullMarked
package io.tradebus.example.risk;

import org.jspecify.annotations.NullMarked;
