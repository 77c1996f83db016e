package io.tradebus.benchmarks;

/**
 * One thing that was measured for both makers.
 *
 * @param name such as {@code 32 bytes}
 * @param unit of the values
 * @param isMoreBetter whether a larger value is the better one
 * @param rounds the values
 */
record Cell(String name, String unit, boolean isMoreBetter, Rounds rounds) {
    /** How we do against the stock peer: above 1 is better, whatever was measured. */
    double merit() {
        return isMoreBetter ? rounds.ratio() : 1 / rounds.ratio();
    }
}
