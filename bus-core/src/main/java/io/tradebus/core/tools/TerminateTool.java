package io.tradebus.core.tools;

import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverSighting;
import io.tradebus.core.files.TerminationRequest;
import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.text.Units;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Asks a driver to end and waits until it has. */
final class TerminateTool implements Tool {
    private static final Option TOKEN =
            Option.value("token", "<text>", "by which the driver may decide whether we may; none by default");
    private static final Option TIMEOUT =
            Option.value("timeout", "<duration>", "how long to wait for its end; 10s by default");
    private static final String DEFAULT_TIMEOUT = "10s";
    private static final long POLL_MS = 20;
    private static final int MAX_TOKEN_LENGTH = 4096;

    @Override
    public String name() {
        return "terminate";
    }

    @Override
    public String purpose() {
        return "asks the driver to end, and waits until it has";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.DIRECTORY, Option.DRIVER_TIMEOUT, TOKEN, TIMEOUT, Option.JSON);
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        String text = arguments.get(TIMEOUT);
        long timeoutMs = arguments.milliseconds(TIMEOUT, text == null ? DEFAULT_TIMEOUT : text);
        String token = arguments.get(TOKEN);
        byte[] bytes = (token == null ? "" : token).getBytes(StandardCharsets.US_ASCII);
        // Says what is wrong with a directory that cannot be read.
        try (OpenDirectory open = OpenDirectory.open(arguments.directory(surroundings))) {
            requireActive(open, arguments, surroundings);
            if (bytes.length > MAX_TOKEN_LENGTH) {
                throw ToolException.usage(
                        "--token must be at most " + MAX_TOKEN_LENGTH + " characters, but has " + bytes.length);
            }
            return end(open, bytes, timeoutMs, arguments, surroundings);
        }
    }

    private static int end(
            OpenDirectory open, byte[] token, long timeoutMs, Arguments arguments, Surroundings surroundings) {
        Path path = open.directory().path();
        long pid = open.file().pid();
        long startMs = surroundings.clock().time();
        // A process that cannot be seen from here says nothing when it still cannot be seen.
        boolean isProcessSeen = isThere(pid);
        if (!TerminationRequest.send(path, new UnsafeBuffer(token), 0, token.length)) {
            throw ToolException.refused("the driver in " + path
                    + " takes no commands: its command buffer is full; it hangs, end its process " + pid);
        }
        boolean isGone = awaitEnd(open.file(), isProcessSeen, startMs, timeoutMs, surroundings);
        report(arguments, surroundings, pid, isGone, surroundings.clock().time() - startMs);
        if (!isGone) {
            throw ToolException.refused(
                    "the driver in " + path + ", pid " + pid + ", goes on after " + Units.duration(timeoutMs)
                            + ": its configuration denies termination, as it does by default"
                            + " (aeron.driver.termination.validator=allow allows it), or does not accept the token, or it needs"
                            + " longer (--timeout)");
        }
        return ExitStatus.OK;
    }

    private static void requireActive(OpenDirectory open, Arguments arguments, Surroundings surroundings) {
        DriverSighting sighting = open.directory().look(surroundings.clock().time(), arguments.driverTimeoutMs());
        if (!sighting.isActive()) {
            throw ToolException.absent("no driver is running in "
                    + open.directory().path() + ", so there is none to end; name another directory" + " with --dir");
        }
    }

    private static boolean awaitEnd(
            ControlFile file, boolean isProcessSeen, long startMs, long timeoutMs, Surroundings surroundings) {
        while (isRunning(file) && !(isProcessSeen && !isThere(file.pid()))) {
            if (surroundings.clock().time() - startMs >= timeoutMs
                    || !surroundings.pause().await(POLL_MS)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the driver of this very file has neither stopped nor been followed by another one, whatever its pid. */
    private static boolean isRunning(ControlFile file) {
        return file.heartbeatMs() > 0 && Files.exists(file.path()) && !file.isReplaced();
    }

    private static boolean isThere(long pid) {
        return ProcessHandle.of(pid).isPresent();
    }

    private static void report(Arguments arguments, Surroundings surroundings, long pid, boolean isGone, long tookMs) {
        if (arguments.has(Option.JSON)) {
            surroundings.say(new JsonWriter()
                            .beginObject()
                            .field("pid", pid)
                            .field("ended", isGone)
                            .field("tookMs", tookMs)
                            .endObject()
                    + "\n");
        } else if (isGone) {
            surroundings.say("driver " + pid + " has ended after " + Units.duration(tookMs) + "\n");
        }
    }
}
