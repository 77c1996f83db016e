package io.tradebus.core.tools;

import io.tradebus.core.StorageException;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LossReport;
import io.tradebus.core.files.LossReportReader;
import io.tradebus.core.files.LossReportReader.Entry;
import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.text.Table;
import io.tradebus.core.tools.text.Times;
import io.tradebus.core.tools.text.Units;
import io.tradebus.core.tools.view.CounterFilter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was lost on the way to a driver, alive or not. Lost does not mean missing: a reliable stream was sent it again. */
final class LossTool implements Tool {
    private static final Option CSV = Option.flag("csv", "comma-separated values, as the stock tool prints them");
    private static final String CSV_HEADING =
            "#OBSERVATION_COUNT,TOTAL_BYTES_LOST,FIRST_OBSERVATION,LAST_OBSERVATION,SESSION_ID,STREAM_ID,CHANNEL,SOURCE";

    @Override
    public String name() {
        return "loss";
    }

    @Override
    public String purpose() {
        return "what was lost in each image: bytes, how often, first, last, source; also after the driver's end";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.DIRECTORY,
                CSV,
                Option.SESSION,
                Option.STREAM,
                Option.CHANNEL,
                Option.WATCH,
                Option.COUNT,
                Option.JSON);
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        if (arguments.has(CSV) && arguments.has(Option.JSON)) {
            throw ToolException.usage("--csv and --json exclude each other");
        }
        CounterFilter filter = arguments.filter();
        return Watch.run(arguments, surroundings, text -> show(text, arguments, surroundings, filter));
    }

    private static int show(StringBuilder text, Arguments arguments, Surroundings surroundings, CounterFilter filter) {
        List<Entry> entries = new ArrayList<>();
        String damage = read(new DriverDirectory(arguments.directory(surroundings)), filter, entries);
        if (arguments.has(Option.JSON)) {
            writeJson(text, entries, surroundings);
        } else if (arguments.has(CSV)) {
            writeCsv(text, entries, surroundings);
        } else {
            entries.sort(Comparator.comparingLong(Entry::totalBytesLost).reversed());
            writeTable(text, entries, surroundings);
        }
        if (damage == null) {
            return ExitStatus.OK;
        }
        if (arguments.isWatching()) {
            // Within what is shown, since what is watched is written over.
            text.append(arguments.has(Option.JSON) || arguments.has(CSV) ? "" : "ERROR: " + damage + "\n");
        } else {
            surroundings.err().println("ERROR: " + damage);
        }
        return ExitStatus.ABSENT;
    }

    /** Adds what can be read, and returns what is wrong with the rest; null if nothing is. */
    private static @Nullable String read(DriverDirectory directory, CounterFilter filter, List<Entry> entries) {
        if (!directory.exists()) {
            throw ToolException.absent("there is no directory " + directory.path()
                    + ", so no driver has run there; name its directory with --dir");
        } else if (!Files.exists(directory.lossReportFile())) {
            throw ToolException.absent("there is no " + directory.lossReportFile()
                    + ", so no driver has run there; name its directory with --dir");
        }
        int[] count = {0};
        try (LossReport report = LossReport.mapReadOnly(directory.lossReportFile())) {
            LossReportReader.read(report.buffer(), entry -> {
                count[0]++;
                if (filter.test(entry.sessionId(), entry.streamId(), entry.channel())) {
                    entries.add(entry);
                }
            });
        } catch (IndexOutOfBoundsException e) {
            return "the loss report " + directory.lossReportFile() + " is damaged after " + count[0]
                    + (count[0] == 1 ? " entry" : " entries") + "; start the driver again";
        } catch (StorageException e) {
            throw ToolException.absent(e.getMessage() + "; run as the user of the driver");
        }
        return null;
    }

    private static void writeTable(StringBuilder text, List<Entry> entries, Surroundings surroundings) {
        if (entries.isEmpty()) {
            text.append("nothing was lost\n");
            return;
        }
        Table table = new Table("", "rrllrrll");
        table.row("lost", "times", "first", "last", "stream", "session", "source", "channel");
        for (Entry entry : entries) {
            table.row(
                    Units.bytes(entry.totalBytesLost()),
                    Units.count(entry.observationCount()),
                    Times.of(entry.firstMs(), surroundings.zone()),
                    Times.of(entry.lastMs(), surroundings.zone()),
                    Integer.toString(entry.streamId()),
                    Integer.toString(entry.sessionId()),
                    entry.source(),
                    entry.channel());
        }
        table.writeTo(text);
    }

    private static void writeCsv(StringBuilder text, List<Entry> entries, Surroundings surroundings) {
        text.append(CSV_HEADING).append('\n');
        for (Entry entry : entries) {
            text.append(entry.observationCount())
                    .append(',')
                    .append(entry.totalBytesLost())
                    .append(',')
                    .append(Times.of(entry.firstMs(), surroundings.zone()))
                    .append(',')
                    .append(Times.of(entry.lastMs(), surroundings.zone()))
                    .append(',')
                    .append(entry.sessionId())
                    .append(',')
                    .append(entry.streamId())
                    .append(',')
                    .append(quoted(entry.channel()))
                    .append(',')
                    .append(quoted(entry.source()))
                    .append('\n');
        }
    }

    private static void writeJson(StringBuilder text, List<Entry> entries, Surroundings surroundings) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("timeMs", surroundings.clock().time())
                .beginArray("losses");
        for (Entry entry : entries) {
            json.beginObject()
                    .field("bytesLost", entry.totalBytesLost())
                    .field("count", entry.observationCount())
                    .field("firstMs", entry.firstMs())
                    .field("lastMs", entry.lastMs())
                    .field("sessionId", entry.sessionId())
                    .field("streamId", entry.streamId())
                    .field("channel", entry.channel())
                    .field("source", entry.source())
                    .endObject();
        }
        text.append(json.endArray().endObject()).append('\n');
    }

    /** A channel may hold commas. */
    private static String quoted(String value) {
        return value.indexOf(',') < 0 && value.indexOf('"') < 0 ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
