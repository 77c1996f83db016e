package io.tradebus.core.runtime;

import java.nio.file.Path;

/**
 * How the driver of a runtime is doing. A snapshot.
 *
 * @param embedded whether it runs in this process
 * @param directory where it is, or was
 * @param active whether it is connected and gave a sign of life within the driver timeout
 * @param heartbeatAgeMs milliseconds since its last sign of life; -1 when it has stopped or none was found yet
 * @param pid its process; -1 when unknown
 * @param startedMs when it started, in milliseconds since the epoch; 0 when unknown
 * @param mappedBytes bytes of the files it has mapped
 * @param usableBytes what the file system of its directory has left; -1 when that cannot be told
 * @param errors errors it has counted
 */
public record DriverStatus(
        boolean embedded,
        Path directory,
        boolean active,
        long heartbeatAgeMs,
        long pid,
        long startedMs,
        long mappedBytes,
        long usableBytes,
        long errors) {}
