package io.tradebus.core.tools;

/** The window in which somebody looks at what a tool prints. */
@FunctionalInterface
interface Terminal {
    /** Its size now; it may change at any time. */
    Size size();

    /**
     * How much a window holds.
     *
     * @param rows lines
     * @param columns characters in a line; what is longer goes on in the next row
     */
    record Size(int rows, int columns) {
        /** Of a window of which nobody knows. */
        static final Size UNKNOWN = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);

        /**
         * Takes away what does not fit at the bottom, so that the top stays in sight, and says how much that is. One row is
         * left for the cursor.
         *
         * @param text lines, each with its end
         */
        String clip(String text) {
            long room = rows - 1L;
            long used = 0;
            int fitting = 0;
            for (int start = 0; start < text.length(); ) {
                int newline = text.indexOf('\n', start);
                int end = newline < 0 ? text.length() : newline + 1;
                used += rowsOf(newline < 0 ? end - start : newline - start);
                if (used < room) {
                    fitting = end;
                }
                start = end;
            }
            if (used <= room) {
                return text;
            }
            long hidden = text.substring(fitting).lines().count();
            return text.substring(0, fitting) + "... and " + hidden
                    + " more lines; a filter or a larger window shows them\n";
        }

        private long rowsOf(int lineLength) {
            return Math.max(1, (lineLength + columns - 1L) / columns);
        }
    }
}
