package io.tradebus.core.tools;

import io.tradebus.core.files.DriverSighting.State;
import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.text.Units;
import io.tradebus.core.tools.view.DriverFacts;
import io.tradebus.core.tools.view.Snapshot;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Who the driver is, as every view of it begins. */
final class DriverHeading {
    private DriverHeading() {}

    /** Appends two lines; the second says whether the driver lives. */
    static void write(StringBuilder text, Snapshot snapshot) {
        DriverFacts driver = snapshot.driver();
        text.append("driver ")
                .append(driver.version().isEmpty() ? "of unknown version" : driver.version())
                .append(" in ")
                .append(driver.directory())
                .append("\n  pid ")
                .append(driver.pid())
                .append(", ")
                .append(life(snapshot))
                .append(", control file ")
                .append(driver.controlFileVersion())
                .append(", client liveness timeout ")
                .append(Units.duration(TimeUnit.NANOSECONDS.toMillis(driver.clientLivenessTimeoutNs())))
                .append('\n');
    }

    /** Appends the field {@code driver} and the time of the snapshot. */
    static void write(JsonWriter json, Snapshot snapshot) {
        DriverFacts driver = snapshot.driver();
        json.field("timeMs", snapshot.takenMs())
                .beginObject("driver")
                .field("directory", driver.directory().toString())
                .field("state", driver.state().name().toLowerCase(Locale.ROOT))
                .field("version", driver.version())
                .field("controlFileVersion", driver.controlFileVersion())
                .field("pid", driver.pid())
                .field("startedMs", driver.startedMs())
                .field("uptimeMs", uptimeMs(snapshot));
        if (driver.heartbeatAgeMs() >= 0) {
            json.field("heartbeatAgeMs", driver.heartbeatAgeMs());
        }
        json.field("clientLivenessTimeoutNs", driver.clientLivenessTimeoutNs()).endObject();
    }

    /** The exit status for a view of the driver; whoever sees 1 is told on {@code err} what the view is of. */
    static int status(Snapshot snapshot, Arguments arguments, Surroundings surroundings) {
        if (snapshot.driver().isAlive()) {
            return ExitStatus.OK;
        }
        if (!arguments.isWatching()) {
            surroundings
                    .err()
                    .println("ERROR: the driver in " + snapshot.driver().directory() + " " + end(snapshot)
                            + ", this is what it left; start it again, or name another directory with --dir");
        }
        return ExitStatus.ABSENT;
    }

    private static String life(Snapshot snapshot) {
        return snapshot.driver().isAlive()
                ? "up " + Units.duration(uptimeMs(snapshot)) + ", last sign of life "
                        + Units.duration(snapshot.driver().heartbeatAgeMs()) + " ago"
                : "NOT RUNNING: it " + end(snapshot);
    }

    private static String end(Snapshot snapshot) {
        State state = snapshot.driver().state();
        return switch (state) {
            case STOPPED -> "has stopped cleanly";
            case DEAD ->
                "has given no sign of life for "
                        + Units.duration(snapshot.driver().heartbeatAgeMs()) + ": it has crashed or hangs";
            default -> "is " + state.name().toLowerCase(Locale.ROOT);
        };
    }

    private static long uptimeMs(Snapshot snapshot) {
        return Math.max(0, snapshot.takenMs() - snapshot.driver().startedMs());
    }
}
