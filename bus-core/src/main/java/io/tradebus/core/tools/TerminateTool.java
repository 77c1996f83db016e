package io.tradebus.core.tools;

import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.DriverSighting;
import io.tradebus.core.files.TerminationRequest;
import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.text.Units;
import java.nio.charset.StandardCharsets;
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
        return List.of(Option.DIRECTORY, TOKEN, TIMEOUT, Option.JSON);
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        String text = arguments.get(TIMEOUT);
        long timeoutMs = arguments.milliseconds(TIMEOUT, text == null ? DEFAULT_TIMEOUT : text);
        DriverDirectory directory = new DriverDirectory(arguments.directory(surroundings));
        DriverSighting before = requireActive(directory, surroundings);
        String token = arguments.get(TOKEN);
        byte[] bytes = (token == null ? "" : token).getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > MAX_TOKEN_LENGTH) {
            throw ToolException.usage(
                    "--token must be at most " + MAX_TOKEN_LENGTH + " characters, but has " + bytes.length);
        }
        long startMs = surroundings.clock().time();
        if (!TerminationRequest.send(directory.path(), new UnsafeBuffer(bytes), 0, bytes.length)) {
            throw ToolException.refused("the driver in " + directory.path()
                    + " takes no commands: its command buffer is full; it hangs, end its process " + before.pid());
        }
        boolean isGone = awaitEnd(directory, before, startMs, timeoutMs, surroundings);
        report(arguments, surroundings, before, isGone, surroundings.clock().time() - startMs);
        if (!isGone) {
            throw ToolException.refused(
                    "the driver in " + directory.path() + ", pid " + before.pid() + ", goes on after "
                            + Units.duration(timeoutMs)
                            + ": its configuration denies termination, as it does by default"
                            + " (aeron.driver.termination.validator=allow allows it), or does not accept the token, or it needs"
                            + " longer (--timeout)");
        }
        return ExitStatus.OK;
    }

    private static DriverSighting requireActive(DriverDirectory directory, Surroundings surroundings) {
        // Says what is wrong with a directory that cannot be read.
        OpenDirectory.open(directory.path()).close();
        DriverSighting sighting = directory.look(surroundings.clock().time(), OpenDirectory.DRIVER_TIMEOUT_MS);
        if (!sighting.isActive()) {
            throw ToolException.absent("no driver is running in " + directory.path()
                    + ", so there is none to end; name another directory" + " with --dir");
        }
        return sighting;
    }

    private static boolean awaitEnd(
            DriverDirectory directory, DriverSighting before, long startMs, long timeoutMs, Surroundings surroundings) {
        while (isSameAndAlive(directory, before, surroundings)) {
            if (surroundings.clock().time() - startMs >= timeoutMs
                    || !surroundings.pause().await(POLL_MS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSameAndAlive(DriverDirectory directory, DriverSighting before, Surroundings surroundings) {
        DriverSighting now = directory.look(surroundings.clock().time(), Long.MAX_VALUE);
        return now.isActive() && now.pid() == before.pid();
    }

    private static void report(
            Arguments arguments, Surroundings surroundings, DriverSighting before, boolean isGone, long tookMs) {
        if (arguments.has(Option.JSON)) {
            surroundings.say(new JsonWriter()
                            .beginObject()
                            .field("pid", before.pid())
                            .field("ended", isGone)
                            .field("tookMs", tookMs)
                            .endObject()
                    + "\n");
        } else if (isGone) {
            surroundings.say("driver " + before.pid() + " has ended after " + Units.duration(tookMs) + "\n");
        }
    }
}
