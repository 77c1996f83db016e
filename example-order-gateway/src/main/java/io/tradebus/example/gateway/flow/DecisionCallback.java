package io.tradebus.example.gateway.flow;

import io.tradebus.example.messages.Verdict;

/** Told of the decision about one order, once, on the thread that listens to decisions; must not wait. */
@FunctionalInterface
public interface DecisionCallback {
    void onDecision(Verdict verdict);
}
