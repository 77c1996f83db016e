package io.tradebus.core.driver;

import io.tradebus.core.config.EventLogConfig;
import io.tradebus.core.driver.event.ConductorEvents;
import io.tradebus.core.driver.event.EventFormat;
import io.tradebus.core.driver.event.EventLog;
import io.tradebus.core.driver.event.EventLogAgent;
import io.tradebus.core.driver.event.EventOutput;
import io.tradebus.core.driver.event.EventSelection;
import io.tradebus.core.driver.event.NameEvents;
import io.tradebus.core.driver.event.WatchedPorts;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.files.EventFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Builds the event log of a driver, and what tells it things. Events that are on from the beginning are on when it is
 * built.
 */
final class EventAssembly {
    private final EventLog log;
    private final EventLogAgent agent;
    private final EventLogThread thread;
    private final ConductorEvents conductor;
    private final NameEvents names;

    /**
     * @param warnings told what cannot be used as it is set
     * @param errors hears what the thread that writes events throws
     */
    EventAssembly(
            EventLogConfig config,
            EventFile file,
            EpochNanoClock wallClock,
            Consumer<String> warnings,
            ErrorHandler errors) {
        log = new EventLog(config.bufferLength(), wallClock);
        conductor = new ConductorEvents(log);
        names = new NameEvents(log);
        agent = new EventLogAgent(log, file, output(config, warnings), warnings);
        thread = new EventLogThread(agent, errors);
        file.wantedRelease(
                EventSelection.parse(config.enabled(), warnings) & ~EventSelection.parse(config.disabled(), warnings));
        agent.followSwitch();
    }

    EventLog log() {
        return log;
    }

    /** For the invoker of a driver without threads; otherwise it is for the thread. */
    EventLogAgent agent() {
        return agent;
    }

    EventLogThread thread() {
        return thread;
    }

    ConductorEvents conductor() {
        return conductor;
    }

    DriverObserver observer() {
        return new EventObserver(conductor, names);
    }

    /** Ports that show what is on the wire. */
    DatagramPorts watching(DatagramPorts ports) {
        return new WatchedPorts(ports, log);
    }

    /**
     * Lines are written when somebody has said where, or which events; what is switched on later is for those who
     * watch.
     */
    private static @Nullable EventOutput output(EventLogConfig config, Consumer<String> warnings) {
        if (config.fileName().isEmpty() && config.enabled().isEmpty()) {
            return null;
        }
        EventFormat format = config.json() ? EventFormat.json() : EventFormat.text();
        return config.fileName().isEmpty()
                ? EventOutput.stream(new FileOutputStream(FileDescriptor.out), format, warnings)
                : EventOutput.file(Path.of(config.fileName()), format, warnings);
    }
}
