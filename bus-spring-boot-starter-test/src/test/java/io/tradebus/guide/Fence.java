package io.tradebus.guide;

/**
 * A block of code on a page of the guide.
 *
 * @param page file name of the page
 * @param line of the page in which the block begins, from 1
 * @param language after the backticks, such as {@code java}; empty for none
 * @param snippet where the code comes from, {@code source#region}; empty if the page does not say
 * @param text the code, each line ended
 */
record Fence(String page, int line, String language, String snippet, String text) {
    /** Where to look when something is wrong with it. */
    String place() {
        return page + ":" + line;
    }

    @Override
    public String toString() {
        return place() + " (" + language + ")";
    }
}
