package io.tradebus.core.runtime;

import io.tradebus.core.StorageException;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LossReport;
import io.tradebus.core.files.LossReportReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one session lost on its way, from the driver's loss report. Lost does not mean missing: a reliable stream was sent
 * it again.
 *
 * @param source address of the publisher
 * @param observations how often a loss was seen
 * @param bytes how much was lost
 * @param lastMs when a loss was last seen, in milliseconds since the epoch
 */
public record StreamLoss(int sessionId, int streamId, String source, long observations, long bytes, long lastMs) {
    /** All sessions of a driver that lost something; none if there is no report. */
    static List<StreamLoss> read(Path directory) {
        List<StreamLoss> losses = new ArrayList<>();
        try (LossReport report = LossReport.mapReadOnly(new DriverDirectory(directory).lossReportFile())) {
            LossReportReader.read(
                    report.buffer(),
                    entry -> losses.add(new StreamLoss(
                            entry.sessionId(),
                            entry.streamId(),
                            entry.source(),
                            entry.observationCount(),
                            entry.totalBytesLost(),
                            entry.lastMs())));
        } catch (StorageException e) {
            // The driver has gone, and its files with it: there is nothing to report.
            return List.of();
        }
        return losses;
    }
}
