package io.tradebus.core.config.option;

import static io.tradebus.core.config.option.DriverOption.env;

import java.nio.file.Path;
import java.util.List;

/** The directory, its files and how the driver is run. */
final class StorageOptions {
    static final List<DriverOption> ALL = List.of(
            DriverOption.text(
                    "aeron.dir",
                    env("aeron.dir"),
                    "a directory",
                    c -> c.directory().toString(),
                    (d, v) -> d.directory = Path.of(v),
                    "Driver directory."),
            DriverOption.flag(
                    "aeron.dir.delete.on.start",
                    env("aeron.dir.delete.on.start"),
                    c -> c.storage().deleteOnStart(),
                    (d, v) -> d.storage = d.storage.withDeleteOnStart(v),
                    "Deletes an existing directory without asking whether a driver is active in it."),
            DriverOption.flag(
                    "aeron.dir.delete.on.shutdown",
                    env("aeron.dir.delete.on.shutdown"),
                    c -> c.storage().deleteOnShutdown(),
                    (d, v) -> d.storage = d.storage.withDeleteOnShutdown(v),
                    "Deletes the directory when the driver closes."),
            DriverOption.flag(
                    "aeron.dir.warn.if.exists",
                    env("aeron.dir.warn.if.exists"),
                    c -> c.storage().warnIfExists(),
                    (d, v) -> d.storage = d.storage.withWarnIfExists(v),
                    "Warns when the directory exists."),
            DriverOption.number(
                    "aeron.driver.timeout",
                    env("aeron.driver.timeout"),
                    1,
                    Long.MAX_VALUE,
                    c -> c.timeouts().driverTimeoutMs(),
                    (d, v) -> d.timeouts = d.timeouts.withDriverTimeoutMs(v),
                    "Milliseconds, a plain number: age after which the heartbeat of another driver counts as dead."),
            DriverOption.flag(
                    "aeron.print.configuration",
                    env("aeron.print.configuration"),
                    c -> c.operation().printConfiguration(),
                    (d, v) -> d.operation = d.operation.withPrintConfiguration(v),
                    "Prints the configuration at start."),
            DriverOption.flag(
                    "aeron.enable.experimental.features",
                    env("aeron.enable.experimental.features"),
                    c -> c.operation().experimentalFeatures(),
                    (d, v) -> d.operation = d.operation.withExperimentalFeatures(v),
                    "Opens experimental channel features; there are none."),
            DriverOption.withoutEffect(
                    "aeron.use.windows.high.res.timer",
                    env("aeron.use.windows.high.res.timer"),
                    "High resolution timer on Windows."),
            DriverOption.duration(
                    "aeron.debug.timeout",
                    env("aeron.debug.timeout"),
                    0,
                    Long.MAX_VALUE,
                    c -> c.operation().debugTimeoutNs(),
                    (d, v) -> d.operation = d.operation.withDebugTimeoutNs(v),
                    "Replaces timeouts while somebody debugs; 0 is off."),
            DriverOption.withoutEffect(
                    "aeron.secure.random.algorithm",
                    env("aeron.secure.random.algorithm"),
                    "Used by Archive, not by a driver."),
            DriverOption.text(
                    "aeron.fallback.logger",
                    env("aeron.fallback.logger"),
                    "stderr, stdout, no_op",
                    c -> OptionNames.fallbackLogger(c.operation().fallbackLogger()),
                    (d, v) -> d.operation = d.operation.withFallbackLogger(OptionNames.fallbackLogger(v)),
                    "Where errors go when the error log is full or closed."),
            DriverOption.size(
                    "aeron.conductor.buffer.length",
                    env("aeron.conductor.buffer.length"),
                    (1 << 20) + 768,
                    (1 << 30) + 768,
                    c -> c.buffers().conductorLength(),
                    (d, v) -> d.buffers = d.buffers.withConductorLength(v.intValue()),
                    "Commands from clients: a power of two, plus 768."),
            DriverOption.size(
                    "aeron.clients.buffer.length",
                    env("aeron.clients.buffer.length"),
                    (1 << 20) + 128,
                    (1 << 30) + 128,
                    c -> c.buffers().clientsLength(),
                    (d, v) -> d.buffers = d.buffers.withClientsLength(v.intValue()),
                    "Events to clients: a power of two, plus 128."),
            DriverOption.size(
                    "aeron.counters.buffer.length",
                    env("aeron.counters.buffer.length"),
                    1 << 20,
                    500 << 20,
                    c -> c.counters().valuesLength(),
                    (d, v) -> d.counters = d.counters.withValuesLength(v.intValue()),
                    "Values of counters, 128 bytes each; their labels take four times as much."),
            DriverOption.size(
                    "aeron.error.buffer.length",
                    env("aeron.error.buffer.length"),
                    4 << 20,
                    Integer.MAX_VALUE,
                    c -> c.buffers().errorLogLength(),
                    (d, v) -> d.buffers = d.buffers.withErrorLogLength(v.intValue()),
                    "Distinct error log."),
            DriverOption.size(
                    "aeron.loss.report.buffer.length",
                    env("aeron.loss.report.buffer.length"),
                    1 << 20,
                    Integer.MAX_VALUE,
                    c -> c.buffers().lossReportLength(),
                    (d, v) -> d.buffers = d.buffers.withLossReportLength(v.intValue()),
                    "Loss report, rounded up to the page size."),
            DriverOption.size(
                    "aeron.file.page.size",
                    env("aeron.file.page.size"),
                    4096,
                    1 << 30,
                    c -> c.buffers().filePageSize(),
                    (d, v) -> d.buffers = d.buffers.withFilePageSize(v.intValue()),
                    "Alignment of all files; a power of two."),
            DriverOption.flag(
                    "aeron.term.buffer.sparse.file",
                    env("aeron.term.buffer.sparse.file"),
                    c -> c.log().sparse(),
                    (d, v) -> d.log = d.log.withSparse(v),
                    "Creates log files without touching their pages."),
            DriverOption.flag(
                    "aeron.perform.storage.checks",
                    env("aeron.perform.storage.checks"),
                    c -> c.storage().performChecks(),
                    (d, v) -> d.storage = d.storage.withPerformChecks(v),
                    "Checks usable space before a file is created."),
            DriverOption.size(
                    "aeron.low.file.store.warning.threshold",
                    env("aeron.low.file.store.warning.threshold"),
                    0,
                    Long.MAX_VALUE,
                    c -> c.storage().lowSpaceWarningThreshold(),
                    (d, v) -> d.storage = d.storage.withLowSpaceWarningThreshold(v),
                    "Warns at or below this usable space."),
            DriverOption.duration(
                    "aeron.counters.free.to.reuse.timeout",
                    env("aeron.counters.free.to.reuse.timeout"),
                    0,
                    Long.MAX_VALUE,
                    c -> c.counters().freeToReuseTimeoutNs(),
                    (d, v) -> d.counters = d.counters.withFreeToReuseTimeoutNs(v),
                    "A freed counter id is not used again earlier."),
            DriverOption.number(
                    "aeron.driver.resource.free.limit",
                    env("aeron.driver.resource.free.limit"),
                    1,
                    Integer.MAX_VALUE,
                    c -> c.storage().resourceFreeLimit(),
                    (d, v) -> d.storage = d.storage.withResourceFreeLimit(v.intValue()),
                    "Resources freed in one cycle of the conductor."),
            DriverOption.text(
                    "aeron.driver.termination.validator",
                    env("aeron.driver.termination.validator"),
                    "allow, deny",
                    c -> OptionNames.termination(c.operation().termination()),
                    (d, v) -> d.operation = d.operation.withTermination(OptionNames.termination(v)),
                    "Who may end the driver by a request."),
            DriverOption.text(
                    "aeron.event.log",
                    env("aeron.event.log"),
                    "names, ids or groups, separated by commas; all, admin",
                    c -> c.operation().eventLog().enabled(),
                    (d, v) -> d.eventLog = d.eventLog.withEnabled(v),
                    "Events of the driver to write down; see event-log.md."),
            DriverOption.text(
                    "aeron.event.log.disable",
                    env("aeron.event.log.disable"),
                    "as above",
                    c -> c.operation().eventLog().disabled(),
                    (d, v) -> d.eventLog = d.eventLog.withDisabled(v),
                    "Events to leave out."),
            DriverOption.text(
                    "aeron.event.log.filename",
                    env("aeron.event.log.filename"),
                    "a file",
                    c -> c.operation().eventLog().fileName(),
                    (d, v) -> d.eventLog = d.eventLog.withFileName(v),
                    "File the events are written to; without one, standard output."),
            DriverOption.size(
                    "aeron.event.buffer.length",
                    env("aeron.event.buffer.length"),
                    128 << 10,
                    512 << 20,
                    c -> c.operation().eventLog().bufferLength(),
                    (d, v) -> d.eventLog = d.eventLog.withBufferLength(v.intValue()),
                    "Events that wait to be written; a power of two."),
            DriverOption.flag(
                    "tradebus.event.log.json",
                    env("tradebus.event.log.json"),
                    c -> c.operation().eventLog().json(),
                    (d, v) -> d.eventLog = d.eventLog.withJson(v),
                    "Writes events as JSON objects, one a line."));

    private StorageOptions() {}
}
