package io.tradebus.core.tools.view;

import io.tradebus.core.files.DriverSighting.State;
import java.nio.file.Path;

/**
 * Who the driver of a directory is and whether it lives.
 *
 * @param version and commit, as in the label of its own counter; empty if it has none
 * @param controlFileVersion such as {@code 0.2.0}
 * @param startedMs milliseconds since the epoch
 * @param heartbeatAgeMs milliseconds since its last sign of life, -1 when there is none
 */
public record DriverFacts(
        Path directory,
        State state,
        String version,
        String controlFileVersion,
        long pid,
        long startedMs,
        long heartbeatAgeMs,
        long clientLivenessTimeoutNs) {
    /** Whether it has given a sign of life within its timeout. */
    public boolean isAlive() {
        return state == State.ACTIVE;
    }
}
