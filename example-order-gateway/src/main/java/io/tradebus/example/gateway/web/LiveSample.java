package io.tradebus.example.gateway.web;

import java.util.List;
import java.util.Map;

/**
 * What the page shows, as of one moment.
 *
 * @param timeMs when, in milliseconds since 1970
 * @param peer state of the risk service
 * @param totals counts since the start, by name
 * @param verdicts decisions since the start, by verdict
 * @param pace what happened since the sample before
 * @param latencyUs percentiles in microseconds since the start, by name
 * @param recent the last few decisions, the newest first
 */
record LiveSample(
        long timeMs,
        String peer,
        Map<String, Long> totals,
        Map<String, Long> verdicts,
        Pace pace,
        Map<String, Double> latencyUs,
        List<Decision> recent) {

    /**
     * A short stretch of time.
     *
     * @param timeMs its end, in milliseconds since 1970
     * @param accepted orders accepted in a second
     * @param rejected orders rejected in a second
     * @param refused orders in a second that found no room
     * @param p50Us half of the decisions took no longer, in microseconds; 0 if there was none
     * @param p99Us 99 of 100 decisions took no longer, in microseconds; 0 if there was none
     * @param windowUsed share of the log's window that is in use, 0 to 1
     */
    record Pace(
            long timeMs,
            double accepted,
            double rejected,
            double refused,
            double p50Us,
            double p99Us,
            double windowUsed) {}

    /** A decision to show; price in plain digits, latency in microseconds. */
    record Decision(
            long orderId,
            String account,
            String symbol,
            String side,
            long quantity,
            String price,
            String verdict,
            double latencyUs) {}
}
