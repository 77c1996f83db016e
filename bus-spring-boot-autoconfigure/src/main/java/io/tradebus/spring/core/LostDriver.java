package io.tradebus.spring.core;

import io.tradebus.core.driver.Driver;
import io.tradebus.core.runtime.BusRuntime;
import org.jspecify.annotations.Nullable;

/** What is to be said of a message that was not sent since its driver is away: nobody need look for a subscriber then. */
final class LostDriver {
    private LostDriver() {}

    /** Which driver is lost and what happens next; null if the runtime has its driver. */
    static @Nullable String sentence(BusRuntime runtime) {
        if (runtime.isDriverActive()) {
            return null;
        }
        Driver embedded = runtime.driver();
        if (embedded == null) {
            return "the connection to the external driver in " + runtime.directory() + " is lost; "
                    + (runtime.reconnects()
                            ? "the application connects again by itself when there is a driver, so look at that program"
                            : "the application does not connect again (bus.driver.reconnect) and has to be restarted");
        }
        return embedded.isRunning()
                ? "the embedded driver in " + embedded.directory()
                        + " gives no sign of life; the application goes on by itself"
                        + " when it does, as after a pause of the process"
                : "the embedded driver in " + embedded.directory()
                        + " has ended; look for its error in the log and restart the" + " application";
    }
}
