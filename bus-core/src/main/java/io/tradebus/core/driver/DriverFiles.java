package io.tradebus.core.driver;

import io.tradebus.core.config.BufferConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DirectoryPreparation;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LossReport;
import io.tradebus.core.files.StorageCheck;
import io.tradebus.core.format.control.ControlFileLengths;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.agrona.BitUtil;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** The files that a driver has from start to end, in the directory that is its own. */
final class DriverFiles {
    private final DriverDirectory directory;
    private final ControlFile control;
    private final LossReport lossReport;
    private boolean isClosed;

    private DriverFiles(DriverDirectory directory, ControlFile control, LossReport lossReport) {
        this.directory = directory;
        this.control = control;
        this.lossReport = lossReport;
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
        try {
            control = ControlFile.create(
                    directory.path(),
                    lengths,
                    config.timeouts().clientLivenessTimeoutNs(),
                    epochClock.time(),
                    ProcessHandle.current().pid());
            LossReport lossReport =
                    LossReport.create(directory.lossReportFile(), buffers.lossReportLength(), buffers.filePageSize());
            return new DriverFiles(directory, control, lossReport);
        } catch (RuntimeException e) {
            if (control != null) {
                control.close();
            }
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

    /** Bytes of both files. */
    long length() {
        return control.fileLength() + (long) lossReport.fileLength();
    }

    /** Unmaps the files, and deletes the directory if asked to. A second call does nothing. */
    void close(boolean deletesDirectory) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        lossReport.close();
        control.close();
        if (deletesDirectory) {
            directory.delete();
        }
    }

    private static DirectoryPreparation prepare(
            DriverDirectory directory, EpochClock epochClock, Consumer<String> notices) {
        return new DirectoryPreparation(
                directory, epochClock, new SleepingMillisIdleStrategy(), ZoneId.systemDefault(), notices);
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
