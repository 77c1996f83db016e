package io.tradebus.core.tools;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.option.DriverOption;
import io.tradebus.core.config.option.DriverOptions;
import io.tradebus.core.driver.launch.LaunchSettings;
import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.text.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a driver would be told by these settings, from where each value comes, and what a running one shows of its own. */
final class ConfigTool implements Tool {
    private static final Option ALL = Option.flag("all", "settings that have their default too");
    private static final String WARNING = "WARNING: ";

    /**
     * One setting.
     *
     * @param running the value of the running driver; null if there is none or it does not show
     */
    private record Line(
            DriverOption option,
            String value,
            String origin,
            @Nullable String running) {
        boolean isDifferent() {
            return running != null && !running.equals(value);
        }
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public String purpose() {
        return "settings and where they come from, what is unknown or without effect, and what a running driver has";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.DIRECTORY, ALL, Option.JSON);
    }

    @Override
    public String operands() {
        return "[<properties>...] [-D<name>=<value>...]";
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        LaunchSettings settings =
                LaunchSettings.read(surroundings.environment(), surroundings.properties(), arguments.operands());
        String given = arguments.get(Option.DIRECTORY);
        Path directory = given == null ? settings.config().directory() : Path.of(given);
        String absence = null;
        Map<String, String> running = Map.of();
        try (OpenDirectory open = OpenDirectory.open(directory)) {
            running = RunningSettings.read(
                    open, open.snapshot(surroundings.clock().time(), OpenDirectory.DRIVER_TIMEOUT_MS));
        } catch (ToolException e) {
            absence = e.getMessage();
        }
        List<Line> lines = lines(settings, surroundings.environment(), running);
        List<String> warnings = warnings(settings);
        if (arguments.has(Option.JSON)) {
            surroundings.say(json(directory, absence, lines, warnings));
        } else {
            surroundings.say(text(directory, absence, lines, warnings, arguments.has(ALL)));
        }
        return ExitStatus.OK;
    }

    private static List<Line> lines(
            LaunchSettings settings, Map<String, String> environment, Map<String, String> running) {
        List<Line> lines = new ArrayList<>();
        Map<String, String> values = DriverOptions.values(settings.config());
        for (DriverOption option : DriverOptions.all()) {
            lines.add(new Line(
                    option,
                    values.getOrDefault(option.property(), ""),
                    origin(option, settings, environment),
                    running.get(option.property())));
        }
        return lines;
    }

    private static String origin(DriverOption option, LaunchSettings settings, Map<String, String> environment) {
        String origin = settings.origins().get(option.property());
        if (origin != null) {
            return origin;
        }
        String text = environment.get(option.environmentName());
        return text == null || text.isEmpty() ? "default" : "environment " + option.environmentName();
    }

    private static List<String> warnings(LaunchSettings settings) {
        List<String> warnings = new ArrayList<>();
        for (String warning : settings.warnings()) {
            warnings.add(warning.startsWith(WARNING) ? warning.substring(WARNING.length()) : warning);
        }
        return warnings;
    }

    private static String text(
            Path directory, @Nullable String absence, List<Line> lines, List<String> warnings, boolean isAll) {
        StringBuilder text = new StringBuilder(
                absence == null
                        ? "compared with the driver of " + directory + "\n"
                        : "compared with no driver: " + absence + "\n");
        writeSettings(text, lines, isAll);
        Table shown = new Table("  ", "lll");
        for (Line line : lines) {
            if (line.running() != null) {
                shown.row(
                        line.option().property(),
                        line.running(),
                        line.isDifferent() ? "differs: these settings say " + line.value() : "");
            }
        }
        if (!shown.isEmpty()) {
            text.append("\nwhat the driver shows of its own\n");
            shown.writeTo(text);
        }
        warnings.forEach(warning -> text.append('\n').append(WARNING).append(warning));
        return text.append(warnings.isEmpty() ? "" : "\n").toString();
    }

    private static void writeSettings(StringBuilder text, List<Line> lines, boolean isAll) {
        Table table = new Table("  ", "lll");
        int defaults = 0;
        for (Line line : lines) {
            if (isAll || !line.origin().equals("default")) {
                table.row(
                        line.option().property(),
                        line.value(),
                        line.origin() + (line.option().isWithoutEffect() ? ", without effect" : ""));
            } else {
                defaults++;
            }
        }
        text.append("\nsettings\n");
        table.writeTo(text);
        if (defaults > 0) {
            text.append("  ").append(defaults).append(" have their default; --all shows them\n");
        }
    }

    private static String json(Path directory, @Nullable String absence, List<Line> lines, List<String> warnings) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("directory", directory.toString())
                .field("noDriver", absence)
                .beginArray("settings");
        Map<String, String> defaults = DriverOptions.values(DriverConfig.defaults());
        for (Line line : lines) {
            json.beginObject()
                    .field("name", line.option().property())
                    .field("environmentName", line.option().environmentName())
                    .field("value", line.value())
                    .field("default", defaults.get(line.option().property()))
                    .field("origin", line.origin())
                    .field("running", line.running())
                    .field("withoutEffect", line.option().isWithoutEffect())
                    .endObject();
        }
        json.endArray().beginArray("warnings");
        warnings.forEach(json::element);
        return json.endArray().endObject() + "\n";
    }
}
