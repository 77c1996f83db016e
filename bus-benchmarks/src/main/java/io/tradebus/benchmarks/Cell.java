package io.tradebus.benchmarks;

import java.util.List;

/**
 * One thing that was measured for all makers.
 *
 * @param name such as {@code 32 bytes}
 * @param unit of the values
 * @param isMoreBetter whether a larger value is the better one
 * @param rounds the values
 */
record Cell(String name, String unit, boolean isMoreBetter, Rounds rounds) {
    /** Adds what a million messages take of processors, and one of memory. */
    static void addUse(List<Cell> cells, String name, Rounds cpu, Rounds allocated) {
        cells.add(new Cell(name, "CPU s per million messages", false, cpu));
        cells.add(new Cell(name, "bytes allocated per message", false, allocated));
    }

    /** How we do against the stock peer: above 1 is better, whatever was measured. */
    double merit() {
        return meritAgainst(Maker.STOCK);
    }

    /** How we do against another maker's peer. */
    double meritAgainst(Maker maker) {
        return isMoreBetter ? rounds.ratioTo(maker) : 1 / rounds.ratioTo(maker);
    }
}
