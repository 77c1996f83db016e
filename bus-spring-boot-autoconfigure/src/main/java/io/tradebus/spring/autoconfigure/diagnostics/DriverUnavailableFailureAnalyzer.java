package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.DriverUnavailableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** An external driver was not found, or does not answer. */
final class DriverUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<DriverUnavailableException> {
    private final Environment environment;

    DriverUnavailableFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DriverUnavailableException cause) {
        String seen = cause.heartbeatAgeMs() == DriverUnavailableException.NO_HEARTBEAT
                ? "no sign of life of a driver was found there"
                : "the last sign of life there is " + cause.heartbeatAgeMs() + " ms old";
        String description = "No driver answers in the directory " + cause.directory() + " ("
                + (environment.containsProperty("bus.driver.directory")
                        ? "bus.driver.directory"
                        : "the default, since bus.driver.directory is not set")
                + "): " + seen + ", and bus.driver.start-timeout ("
                + environment.getProperty("bus.driver.start-timeout", "10s") + ") is over. "
                + Actions.problemOf(cause.getMessage());
        String action = Actions.oneOf(
                "start the driver, or the application that embeds it, with the same directory",
                "set bus.driver.directory to the directory of the driver; the default depends on the user who runs the"
                        + " process, and a container needs the same /dev/shm mounted (with docker: --ipc or a volume)",
                "give a driver that starts later more time: bus.driver.start-timeout",
                "run the driver inside this application: bus.driver.mode=embedded");
        return new FailureAnalysis(description, action, cause);
    }
}
