package io.tradebus.core.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** One run of a tool in the test's own process, with what it printed. */
final class ToolRun {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final EpochClock clock;
    private Surroundings.Pause pause = ms -> false;
    private @Nullable Terminal terminal;
    private Map<String, String> environment = Map.of();
    private Map<String, String> properties = Map.of();
    private int status = -1;

    ToolRun(EpochClock clock) {
        this.clock = clock;
    }

    ToolRun pause(Surroundings.Pause whenWaiting) {
        pause = whenWaiting;
        return this;
    }

    ToolRun onTerminal(Terminal window) {
        terminal = window;
        return this;
    }

    ToolRun environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    ToolRun properties(Map<String, String> values) {
        properties = values;
        return this;
    }

    /** Runs the command. */
    ToolRun of(String word, String... arguments) {
        Tool tool = Tools.find(word);
        if (tool == null) {
            return Assertions.fail("no tool is called " + word);
        }
        status = BusMain.run(
                tool,
                List.of(arguments),
                new Surroundings(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        clock,
                        ZoneOffset.UTC,
                        pause,
                        terminal,
                        environment,
                        properties));
        return this;
    }

    int status() {
        return status;
    }

    String out() {
        return out.toString(UTF_8);
    }

    /** What was printed, with what differs from run to run replaced. */
    String out(Path directory) {
        return out().replace(directory.toString(), "<directory>")
                .replace("pid " + ProcessHandle.current().pid(), "pid <pid>");
    }

    String err() {
        return err.toString(UTF_8);
    }
}
