package io.tradebus.core.driver.names;

import io.tradebus.core.config.NameTableRow;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.format.channel.ChannelParam;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * Names that lead where a test says, and elsewhere when it says so: a counter for each name, which any program on this
 * machine may set, chooses among the two hosts of its row. Other names are looked up as usual.
 *
 * <p>Any thread may ask.
 */
public final class NameTable implements NameLookup {
    /** Type of the counters by which tests choose. */
    public static final int COUNTER_TYPE_ID = 2001;

    /** Value of the counter: the name is not known. */
    public static final long UNKNOWN = -1;

    /** Value of the counter: the name leads to the initial host. */
    public static final long INITIAL_HOST = 0;

    /** Value of the counter: the name leads to the other host. */
    public static final long RE_RESOLUTION_HOST = 1;

    private final Map<String, Entry> entries = new HashMap<>();
    private final NameLookup hosts;

    private record Entry(NameTableRow row, AtomicCounter choice) {}

    /**
     * @param rows the table; of two with one name the first counts
     * @param counters gets a counter for each row
     * @param hosts finds the hosts of the table, and all other names
     */
    public NameTable(List<NameTableRow> rows, CountersManager counters, NameLookup hosts) {
        this.hosts = hosts;
        for (NameTableRow row : rows) {
            entries.computeIfAbsent(row.name(), name -> new Entry(row, allocate(counters, row)));
        }
    }

    @Override
    public @Nullable InetAddress lookUp(String host, ChannelParam param, boolean isReResolution) {
        Entry entry = entries.get(host);
        if (entry == null) {
            return hosts.lookUp(host, param, isReResolution);
        }
        long choice = entry.choice().get();
        if (choice == UNKNOWN) {
            return null;
        }
        NameTableRow row = entry.row();
        String chosen = choice == RE_RESOLUTION_HOST ? row.reResolutionHost() : row.initialHost();
        return hosts.lookUp(chosen, param, isReResolution);
    }

    @Override
    public String description() {
        return "csv_table";
    }

    private static AtomicCounter allocate(CountersManager counters, NameTableRow row) {
        String label = "name-table: name=" + row.name() + " initial=" + row.initialHost() + " re-resolution="
                + row.reResolutionHost();
        AtomicCounter choice = counters.newCounter(label, COUNTER_TYPE_ID);
        choice.setRelease(INITIAL_HOST);
        return choice;
    }
}
