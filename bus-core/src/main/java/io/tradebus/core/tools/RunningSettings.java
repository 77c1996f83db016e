package io.tradebus.core.tools;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.tools.view.CounterRow;
import io.tradebus.core.tools.view.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.SystemUtil;

/** What the files of a driver tell of its settings, by the names of properties and in their form. */
final class RunningSettings {
    private static final String THRESHOLD = "threshold=";
    private static final String DRIVER_NAME = "driverName=";

    private RunningSettings() {}

    static Map<String, String> read(OpenDirectory open, Snapshot snapshot) {
        ControlFile file = open.file();
        Map<String, String> settings = new LinkedHashMap<>();

        settings.put("aeron.client.liveness.timeout", SystemUtil.formatDuration(file.clientLivenessTimeoutNs()));
        settings.put(
                "aeron.conductor.buffer.length", length(file.toDriverBuffer().capacity()));
        settings.put(
                "aeron.clients.buffer.length", length(file.toClientsBuffer().capacity()));
        settings.put(
                "aeron.counters.buffer.length",
                length(file.counterValuesBuffer().capacity()));
        settings.put("aeron.error.buffer.length", length(file.errorLogBuffer().capacity()));
        settings.put("aeron.file.page.size", length(file.filePageSize()));
        try {
            settings.put(
                    "aeron.loss.report.buffer.length",
                    length(Files.size(open.directory().lossReportFile())));
        } catch (IOException e) {
            // A driver that has lost its report says nothing of its length.
        }
        for (CounterRow row : snapshot.counters()) {
            if (row.is(CounterType.SYSTEM) && row.keyNumber() >= 0 && row.keyNumber() < SystemCounter.count()) {
                addLabel(settings, SystemCounter.of(row.keyNumber()), row.description());
            }
        }
        return settings;
    }

    private static void addLabel(Map<String, String> settings, SystemCounter counter, String description) {
        switch (counter) {
            case CONDUCTOR_MAX_CYCLE_TIME -> settings.put("aeron.threading.mode", description);
            case CONDUCTOR_CYCLE_TIME_EXCEEDED ->
                addThreshold(settings, "aeron.driver.conductor.cycle.threshold", description);
            case SENDER_CYCLE_TIME_EXCEEDED ->
                addThreshold(settings, "aeron.driver.sender.cycle.threshold", description);
            case RECEIVER_CYCLE_TIME_EXCEEDED ->
                addThreshold(settings, "aeron.driver.receiver.cycle.threshold", description);
            case NAME_RESOLVER_TIME_EXCEEDED -> addThreshold(settings, "aeron.name.resolver.threshold", description);
            case RESOLUTION_CHANGES -> {
                if (description.startsWith(DRIVER_NAME) && !description.equals(DRIVER_NAME + "null")) {
                    settings.put("aeron.driver.resolver.name", description.substring(DRIVER_NAME.length()));
                }
            }
            default -> {
                // Its label tells nothing.
            }
        }
    }

    private static void addThreshold(Map<String, String> settings, String name, String description) {
        if (description.startsWith(THRESHOLD)) {
            int end = description.indexOf(' ');
            settings.put(name, description.substring(THRESHOLD.length(), end < 0 ? description.length() : end));
        }
    }

    private static String length(long bytes) {
        return Long.toString(bytes);
    }
}
