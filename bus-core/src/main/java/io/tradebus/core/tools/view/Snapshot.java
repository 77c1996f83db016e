package io.tradebus.core.tools.view;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverSighting.State;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.status.CountersReader;

/**
 * All counters of a driver at a moment, by their ids. Values move on while they are read, so those of one stream may
 * differ by what was sent meanwhile.
 *
 * @param takenMs milliseconds since the epoch
 */
public record Snapshot(DriverFacts driver, List<CounterRow> counters, long takenMs) {
    private static final String NAME = " name=";
    private static final String VERSION = " version=";

    /** @param state of the driver, as its directory shows it */
    public static Snapshot take(
            Path directory, ControlFile file, CountersReader counters, State state, long ageMs, long nowMs) {
        List<CounterRow> rows = CounterRow.all(counters);
        DriverFacts driver = new DriverFacts(
                directory,
                state,
                version(rows),
                SemanticVersion.toString(file.version()),
                file.pid(),
                file.startTimestampMs(),
                ageMs,
                file.clientLivenessTimeoutNs());
        return new Snapshot(driver, rows, nowMs);
    }

    /** Names of clients that have told theirs, by client id. */
    public Map<Long, String> clientNames() {
        Map<Long, String> names = new HashMap<>();
        for (CounterRow row : counters) {
            if (row.is(CounterType.CLIENT_HEARTBEAT)) {
                int start = row.label().indexOf(NAME);
                int end = row.label().indexOf(VERSION, Math.max(0, start));
                if (start >= 0 && end > start + NAME.length()) {
                    names.put(row.registrationId(), row.label().substring(start + NAME.length(), end));
                }
            }
        }
        return names;
    }

    private static String version(List<CounterRow> rows) {
        for (CounterRow row : rows) {
            if (row.is(CounterType.SYSTEM) && row.keyNumber() == SystemCounter.SOFTWARE_VERSION.id()) {
                String text = row.description();
                return text.equals(row.label()) ? SemanticVersion.toString((int) row.value()) : text;
            }
        }
        return "";
    }
}
