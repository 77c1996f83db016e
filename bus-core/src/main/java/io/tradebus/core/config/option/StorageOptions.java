package io.tradebus.core.config.option;

import java.nio.file.Path;

/** The directory, its files and how the driver is run. */
final class StorageOptions {
    private StorageOptions() {}

    static void visit(OptionPass pass, Draft draft) {
        directory(pass, draft);
        operation(pass, draft);
        buffers(pass, draft);
        files(pass, draft);
        events(pass, draft);
    }

    private static void directory(OptionPass pass, Draft draft) {
        if (pass.text("aeron.dir", draft.directory.toString(), "a directory", "Driver directory.")) {
            draft.directory = Path.of(pass.newText());
        }
        if (pass.flag(
                "aeron.dir.delete.on.start",
                draft.storage.deleteOnStart(),
                "Deletes an existing directory without asking whether a driver is active in it.")) {
            draft.storage = draft.storage.withDeleteOnStart(pass.newFlag());
        }
        if (pass.flag(
                "aeron.dir.delete.on.shutdown",
                draft.storage.deleteOnShutdown(),
                "Deletes the directory when the driver closes.")) {
            draft.storage = draft.storage.withDeleteOnShutdown(pass.newFlag());
        }
        if (pass.flag("aeron.dir.warn.if.exists", draft.storage.warnIfExists(), "Warns when the directory exists.")) {
            draft.storage = draft.storage.withWarnIfExists(pass.newFlag());
        }
        if (pass.number(
                "aeron.driver.timeout",
                draft.timeouts.driverTimeoutMs(),
                1,
                Long.MAX_VALUE,
                "Milliseconds, a plain number: age after which the heartbeat of another driver counts as dead.")) {
            draft.timeouts = draft.timeouts.withDriverTimeoutMs(pass.newNumber());
        }
    }

    private static void operation(OptionPass pass, Draft draft) {
        if (pass.flag(
                "aeron.print.configuration",
                draft.operation.printConfiguration(),
                "Prints the configuration at start.")) {
            draft.operation = draft.operation.withPrintConfiguration(pass.newFlag());
        }
        if (pass.flag(
                "aeron.enable.experimental.features",
                draft.operation.experimentalFeatures(),
                "Opens experimental channel features; there are none.")) {
            draft.operation = draft.operation.withExperimentalFeatures(pass.newFlag());
        }
        pass.withoutEffect("aeron.use.windows.high.res.timer", "High resolution timer on Windows.");
        if (pass.duration(
                "aeron.debug.timeout",
                draft.operation.debugTimeoutNs(),
                0,
                Long.MAX_VALUE,
                "Replaces timeouts while somebody debugs; 0 is off.")) {
            draft.operation = draft.operation.withDebugTimeoutNs(pass.newNumber());
        }
        pass.withoutEffect("aeron.secure.random.algorithm", "Used by Archive, not by a driver.");
        if (pass.text(
                "aeron.fallback.logger",
                OptionNames.fallbackLogger(draft.operation.fallbackLogger()),
                "stderr, stdout, no_op",
                "Where errors go when the error log is full or closed.")) {
            draft.operation = draft.operation.withFallbackLogger(OptionNames.fallbackLogger(pass.newText()));
        }
    }

    private static void buffers(OptionPass pass, Draft draft) {
        if (pass.size(
                "aeron.conductor.buffer.length",
                draft.buffers.conductorLength(),
                (1 << 20) + 768,
                (1 << 30) + 768,
                "Commands from clients: a power of two, plus 768.")) {
            draft.buffers = draft.buffers.withConductorLength(pass.newInt());
        }
        if (pass.size(
                "aeron.clients.buffer.length",
                draft.buffers.clientsLength(),
                (1 << 20) + 128,
                (1 << 30) + 128,
                "Events to clients: a power of two, plus 128.")) {
            draft.buffers = draft.buffers.withClientsLength(pass.newInt());
        }
        if (pass.size(
                "aeron.counters.buffer.length",
                draft.counters.valuesLength(),
                1 << 20,
                500 << 20,
                "Values of counters, 128 bytes each; their labels take four times as much.")) {
            draft.counters = draft.counters.withValuesLength(pass.newInt());
        }
        if (pass.size(
                "aeron.error.buffer.length",
                draft.buffers.errorLogLength(),
                4 << 20,
                Integer.MAX_VALUE,
                "Distinct error log.")) {
            draft.buffers = draft.buffers.withErrorLogLength(pass.newInt());
        }
        if (pass.size(
                "aeron.loss.report.buffer.length",
                draft.buffers.lossReportLength(),
                1 << 20,
                Integer.MAX_VALUE,
                "Loss report, rounded up to the page size.")) {
            draft.buffers = draft.buffers.withLossReportLength(pass.newInt());
        }
        if (pass.size(
                "aeron.file.page.size",
                draft.buffers.filePageSize(),
                4096,
                1 << 30,
                "Alignment of all files; a power of two.")) {
            draft.buffers = draft.buffers.withFilePageSize(pass.newInt());
        }
    }

    private static void files(OptionPass pass, Draft draft) {
        if (pass.flag(
                "aeron.term.buffer.sparse.file",
                draft.log.sparse(),
                "Creates log files without touching their pages.")) {
            draft.log = draft.log.withSparse(pass.newFlag());
        }
        if (pass.flag(
                "aeron.perform.storage.checks",
                draft.storage.performChecks(),
                "Checks usable space before a file is created.")) {
            draft.storage = draft.storage.withPerformChecks(pass.newFlag());
        }
        if (pass.size(
                "aeron.low.file.store.warning.threshold",
                draft.storage.lowSpaceWarningThreshold(),
                0,
                Long.MAX_VALUE,
                "Warns at or below this usable space.")) {
            draft.storage = draft.storage.withLowSpaceWarningThreshold(pass.newNumber());
        }
        if (pass.duration(
                "aeron.counters.free.to.reuse.timeout",
                draft.counters.freeToReuseTimeoutNs(),
                0,
                Long.MAX_VALUE,
                "A freed counter id is not used again earlier.")) {
            draft.counters = draft.counters.withFreeToReuseTimeoutNs(pass.newNumber());
        }
        if (pass.number(
                "aeron.driver.resource.free.limit",
                draft.storage.resourceFreeLimit(),
                1,
                Integer.MAX_VALUE,
                "Resources freed in one cycle of the conductor.")) {
            draft.storage = draft.storage.withResourceFreeLimit(pass.newInt());
        }
        if (pass.text(
                "aeron.driver.termination.validator",
                OptionNames.termination(draft.operation.termination()),
                "allow, deny",
                "Who may end the driver by a request.")) {
            draft.operation = draft.operation.withTermination(OptionNames.termination(pass.newText()));
        }
    }

    private static void events(OptionPass pass, Draft draft) {
        if (pass.text(
                "aeron.event.log",
                draft.eventLog.enabled(),
                "names, ids or groups, separated by commas; all, admin",
                "Events of the driver to write down; see event-log.md.")) {
            draft.eventLog = draft.eventLog.withEnabled(pass.newText());
        }
        if (pass.text("aeron.event.log.disable", draft.eventLog.disabled(), "as above", "Events to leave out.")) {
            draft.eventLog = draft.eventLog.withDisabled(pass.newText());
        }
        if (pass.text(
                "aeron.event.log.filename",
                draft.eventLog.fileName(),
                "a file",
                "File the events are written to; without one, standard output.")) {
            draft.eventLog = draft.eventLog.withFileName(pass.newText());
        }
        if (pass.size(
                "aeron.event.buffer.length",
                draft.eventLog.bufferLength(),
                128 << 10,
                512 << 20,
                "Events that wait to be written; a power of two.")) {
            draft.eventLog = draft.eventLog.withBufferLength(pass.newInt());
        }
        if (pass.flag("tradebus.event.log.json", draft.eventLog.json(), "Writes events as JSON objects, one a line.")) {
            draft.eventLog = draft.eventLog.withJson(pass.newFlag());
        }
    }
}
