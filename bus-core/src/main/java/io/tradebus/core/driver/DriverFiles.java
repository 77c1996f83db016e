package io.tradebus.core.driver;

import io.tradebus.core.config.BufferConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DirectoryPreparation;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.EventFile;
import io.tradebus.core.files.LossReport;
import io.tradebus.core.files.StorageCheck;
import io.tradebus.core.format.control.ControlFileLengths;
import java.util.function.Consumer;
import org.agrona.BitUtil;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** The files that a driver has from start to end, in the directory that is its own. */
final class DriverFiles {
    private final DriverDirectory directory;
    private final ControlFile control;
    private final LossReport lossReport;
    private final EventFile events;
    private boolean isClosed;

    private DriverFiles(DriverDirectory directory, ControlFile control, LossReport lossReport, EventFile events) {
        this.directory = directory;
        this.control = control;
        this.lossReport = lossReport;
        this.events = events;
    }

    /**
     * Starts the directory over and creates the files. The control file is not yet published.
     *
     * @param notices told what a user should know
     */
    static DriverFiles create(
            DriverConfig config, EpochClock epochClock, StorageCheck check, Consumer<String> notices) {
        DriverDirectory directory = new DriverDirectory(config.directory());
        BufferConfig buffers = config.buffers();
        ControlFileLengths lengths = new ControlFileLengths(
                buffers.conductorLength(),
                buffers.clientsLength(),
                config.counters().valuesLength(),
                buffers.errorLogLength(),
                buffers.filePageSize());
        long lossReportLength = BitUtil.align((long) buffers.lossReportLength(), buffers.filePageSize());
        prepare(directory, epochClock, notices).run(rules(config, lengths, lossReportLength), check);
        ControlFile control = null;
        LossReport lossReport = null;
        try {
            control = ControlFile.create(
                    directory.path(),
                    lengths,
                    config.timeouts().clientLivenessTimeoutNs(),
                    epochClock.time(),
                    ProcessHandle.current().pid());
            lossReport =
                    LossReport.create(directory.lossReportFile(), buffers.lossReportLength(), buffers.filePageSize());
            EventFile events = EventFile.create(
                    directory.eventFile(), config.operation().eventLog().bufferLength(), buffers.filePageSize());
            return new DriverFiles(directory, control, lossReport, events);
        } catch (RuntimeException e) {
            CloseHelper.quietCloseAll(lossReport, control);
            directory.delete();
            throw e;
        }
    }

    DriverDirectory directory() {
        return directory;
    }

    ControlFile control() {
        return control;
    }

    LossReport lossReport() {
        return lossReport;
    }

    EventFile events() {
        return events;
    }

    /** Bytes of the control file and the loss report, which are mapped as a whole from the beginning. */
    long length() {
        return control.fileLength() + (long) lossReport.fileLength();
    }

    /** Unmaps the files, and deletes the directory if asked to. A second call does nothing. */
    void close(boolean deletesDirectory) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        events.close();
        lossReport.close();
        control.close();
        if (deletesDirectory) {
            directory.delete();
        }
    }

    private static DirectoryPreparation prepare(
            DriverDirectory directory, EpochClock epochClock, Consumer<String> notices) {
        return new DirectoryPreparation(directory, epochClock, new SleepingMillisIdleStrategy(), null, notices);
    }

    private static DirectoryPreparation.Rules rules(
            DriverConfig config, ControlFileLengths lengths, long lossReportLength) {
        return new DirectoryPreparation.Rules(
                config.storage().deleteOnStart(),
                config.storage().warnIfExists(),
                config.timeouts().driverTimeoutMs(),
                lengths.fileLength() + lossReportLength);
    }
}
