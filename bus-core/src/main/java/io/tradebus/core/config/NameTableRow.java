package io.tradebus.core.config;

import io.tradebus.core.BusConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * A name of a table of names, and where it leads.
 *
 * @param name as channels have it
 * @param initialHost name or address that it leads to at first
 * @param reResolutionHost name or address that it leads to when the test says so
 */
public record NameTableRow(String name, String initialHost, String reResolutionHost) {
    private static final int COLUMNS = 3;

    /**
     * The rows of a table.
     *
     * @param text rows {@code name,initial host,re-resolution host} joined by {@code |}
     * @throws BusConfigurationException if a row does not have three columns that are not empty
     */
    public static List<NameTableRow> parse(String text) {
        List<NameTableRow> rows = new ArrayList<>();
        for (String row : text.split("\\|", -1)) {
            if (!row.isBlank()) {
                rows.add(parseRow(row));
            }
        }
        return rows;
    }

    private static NameTableRow parseRow(String row) {
        String[] columns = row.split(",", -1);
        if (columns.length != COLUMNS || columns[0].isBlank() || columns[1].isBlank() || columns[2].isBlank()) {
            throw new BusConfigurationException("nameLookup.arguments must be rows"
                    + " 'name,initial host,re-resolution host' joined by '|', but a row was '" + row + "'");
        }
        return new NameTableRow(columns[0].trim(), columns[1].trim(), columns[2].trim());
    }
}
