package io.tradebus.example.gateway.flow;

import io.tradebus.example.gateway.NewOrder;

/**
 * An order that has no decision yet.
 *
 * @param sequence number of the order among all that were sent; who asks again does it in this order
 * @param order what was sent
 * @param sentNs when it was sent first
 * @param callback who waits for the decision
 */
record OutstandingOrder(long sequence, NewOrder order, long sentNs, DecisionCallback callback) {}
