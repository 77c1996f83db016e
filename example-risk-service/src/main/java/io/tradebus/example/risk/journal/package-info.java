/**
 * The memory of the risk service that outlives its process. Used by the thread that handles orders. Start at
 * {@link io.tradebus.example.risk.journal.DecisionJournal}.
 */
@NullMarked
package io.tradebus.example.risk.journal;

import org.jspecify.annotations.NullMarked;
