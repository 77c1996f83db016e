package io.tradebus.core.driver.protocol;

/** Asks for a gap, or fills it. */
@FunctionalInterface
public interface GapHandler {
    /**
     * A gap is due.
     *
     * @param termOffset where it begins, the start of a frame
     * @param length bytes, a multiple of the frame alignment; it ends in the same term
     */
    void onGap(int termId, int termOffset, int length);
}
