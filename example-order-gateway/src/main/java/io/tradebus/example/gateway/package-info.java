/**
 * Takes orders over HTTP or from a file, has them checked by the risk service over the bus, and says what became of them.
 * Start reading at {@code flow.OrderFlow}.
 *
 * <p><b>When a process dies.</b> The gateway keeps every order that has no decision. A risk service that is silent, or
 * answers under another name than before, is begun with anew ({@code flow.RiskPeer}): no order is sent until the risk
 * service has confirmed a mark in the stream, which lies behind all it will ever answer to what was sent before. What
 * has no decision then is asked for again, in the old order, under the same order ids and marked as a possible resend.
 * A gateway that is started again after a kill knows from the replay's progress file which orders of the file have their
 * decision, and asks for the others alone. HTTP callers of a killed gateway do not learn the outcome; they may post the
 * same order id again and get the decision that was made.
 */
@NullMarked
package io.tradebus.example.gateway;

import org.jspecify.annotations.NullMarked;
