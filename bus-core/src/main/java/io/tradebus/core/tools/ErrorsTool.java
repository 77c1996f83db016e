package io.tradebus.core.tools;

import io.tradebus.core.files.ControlFile;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.text.Times;
import io.tradebus.core.tools.text.Units;
import io.tradebus.core.tools.view.DistinctError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The errors of a driver, alive or not, each with how often it was seen. */
final class ErrorsTool implements Tool {
    private static final Option FILE =
            Option.value("file", "<file>", "an error log that a driver saved, or a copy of a cnc.dat, instead");
    private static final Option BRIEF = Option.flag("brief", "the first line of each error only");
    private static final String CONTROL_FILE_SUFFIX = ".dat";

    @Override
    public String name() {
        return "errors";
    }

    @Override
    public String purpose() {
        return "the distinct errors of the driver: how often, first, last, text; also after its end";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.DIRECTORY, FILE, BRIEF, Option.WATCH, Option.COUNT, Option.JSON);
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        return Watch.run(arguments, surroundings, text -> show(text, arguments, surroundings));
    }

    private static int show(StringBuilder text, Arguments arguments, Surroundings surroundings) {
        String file = arguments.get(FILE);
        Path source =
                file == null ? arguments.directory(surroundings).resolve(ControlFileLayout.FILE_NAME) : Path.of(file);
        List<DistinctError> errors =
                new ArrayList<>(file == null ? ofDriver(arguments.directory(surroundings)) : ofFile(source));
        errors.sort(Comparator.comparingLong(DistinctError::lastMs).reversed());
        if (arguments.has(Option.JSON)) {
            writeJson(text, source, errors, surroundings);
        } else {
            writeText(text, source, errors, arguments.has(BRIEF), surroundings);
        }
        return ExitStatus.OK;
    }

    private static List<DistinctError> ofDriver(Path directory) {
        try (OpenDirectory open = OpenDirectory.open(directory)) {
            return DistinctError.ofLog(open.file().errorLogBuffer());
        }
    }

    private static List<DistinctError> ofFile(Path file) {
        if (!Files.exists(file)) {
            throw ToolException.absent("there is no file " + file + "; drivers save errors beside their directory as"
                    + " <directory>-<time>-error.log");
        }
        List<DistinctError> errors = file.toString().endsWith(CONTROL_FILE_SUFFIX) ? ofControlFile(file) : ofText(file);
        if (errors == null) {
            throw ToolException.absent("the file " + file + " is no error log; give one that a driver saved as"
                    + " <directory>-<time>-error.log, or a copy of its " + ControlFileLayout.FILE_NAME);
        }
        return errors;
    }

    private static @Nullable List<DistinctError> ofControlFile(Path file) {
        try (ControlFile control = ControlFile.mapReadOnly(file)) {
            return ControlFileLayout.isReadable(control.version()) && control.isComplete()
                    ? DistinctError.ofLog(control.errorLogBuffer())
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable List<DistinctError> ofText(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            List<DistinctError> errors = DistinctError.ofText(text);
            return errors.isEmpty() && !text.isBlank() ? null : errors;
        } catch (IOException e) {
            return null;
        }
    }

    private static void writeText(
            StringBuilder text, Path source, List<DistinctError> errors, boolean isBrief, Surroundings surroundings) {
        text.append(errors.isEmpty() ? "no" : Integer.toString(errors.size()))
                .append(errors.size() == 1 ? " distinct error in " : " distinct errors in ")
                .append(source)
                .append(errors.size() > 1 ? ", the latest first\n" : "\n");
        long nowMs = surroundings.clock().time();
        for (DistinctError error : errors) {
            text.append('\n')
                    .append(Units.count(error.count()))
                    .append(error.count() == 1 ? " time, " : " times, last ");
            text.append(Times.of(error.lastMs(), surroundings.zone()))
                    .append(" (")
                    .append(Units.duration(Math.max(0, nowMs - error.lastMs())))
                    .append(" ago)");
            if (error.count() != 1) {
                text.append(", first ").append(Times.of(error.firstMs(), surroundings.zone()));
            }
            text.append('\n');
            for (String line : isBrief
                    ? List.of(error.summary())
                    : error.text().stripTrailing().lines().toList()) {
                text.append("  ").append(line).append('\n');
            }
        }
    }

    private static void writeJson(
            StringBuilder text, Path source, List<DistinctError> errors, Surroundings surroundings) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("timeMs", surroundings.clock().time())
                .field("source", source.toString())
                .beginArray("errors");
        for (DistinctError error : errors) {
            json.beginObject()
                    .field("count", error.count())
                    .field("firstMs", error.firstMs())
                    .field("lastMs", error.lastMs())
                    .field("text", error.text())
                    .endObject();
        }
        text.append(json.endArray().endObject()).append('\n');
    }
}
