package io.tradebus.core.tools.text;

import io.tradebus.core.format.PrintableText;
import java.util.ArrayList;
import java.util.List;

/** Rows in columns that are as wide as they need to be. */
public final class Table {
    private static final String GAP = "  ";

    private final String indent;
    private final boolean[] isRight;
    private final List<String[]> rows = new ArrayList<>();

    /**
     * @param indent what each row begins with
     * @param alignment a letter for each column: {@code l} for text, {@code r} for numbers
     */
    public Table(String indent, String alignment) {
        this.indent = indent;
        isRight = new boolean[alignment.length()];
        for (int i = 0; i < isRight.length; i++) {
            isRight[i] = alignment.charAt(i) == 'r';
        }
    }

    /** Adds a row; cells that are left out are empty. What cannot be printed is shown by its number. */
    public void row(String... cells) {
        if (cells.length > isRight.length) {
            throw new IllegalArgumentException(
                    "a row must have at most " + isRight.length + " cells, but has " + cells.length);
        }
        String[] printable = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            printable[i] = PrintableText.of(cells[i]);
        }
        rows.add(printable);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Writes the rows, without blanks at their ends. */
    public void writeTo(StringBuilder text) {
        int[] widths = widths();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.length; i++) {
                line.append(i == 0 ? "" : GAP);
                int blanks = widths[i] - row[i].length();
                line.append(" ".repeat(isRight[i] ? blanks : 0))
                        .append(row[i])
                        .append(" ".repeat(isRight[i] ? 0 : blanks));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private int[] widths() {
        int[] widths = new int[isRight.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return widths;
    }
}
