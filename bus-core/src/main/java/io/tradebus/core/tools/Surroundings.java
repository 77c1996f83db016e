package io.tradebus.core.tools;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Map;
import org.agrona.concurrent.EpochClock;
import org.jspecify.annotations.Nullable;

/**
 * What a tool has around it.
 *
 * @param clock milliseconds since the epoch
 * @param zone of the times it prints
 * @param pause how it lets time pass
 * @param terminal where somebody looks at {@code out}; null if nobody does
 * @param environment variables of the process
 * @param properties system properties that begin with {@code aeron.}
 */
record Surroundings(
        PrintStream out,
        PrintStream err,
        EpochClock clock,
        ZoneId zone,
        Pause pause,
        @Nullable Terminal terminal,
        Map<String, String> environment,
        Map<String, String> properties) {
    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        /** Returns after so many milliseconds, with false if it is to end instead. */
        boolean await(long ms);
    }

    void say(CharSequence text) {
        out.append(text);
        out.flush();
    }
}
