package io.tradebus.core.runtime;

import io.tradebus.core.driver.DriverAssembly;
import java.util.function.UnaryOperator;

/**
 * What a runtime with a driver in this process finds around it: the system, or what a test puts in its place.
 *
 * @param clocks of runtime, client and driver
 * @param driver gives the driver its network and its randomness; its clocks are set already
 */
public record RuntimeWorld(RuntimeClocks clocks, UnaryOperator<DriverAssembly> driver) {
    /** Clocks, sockets and randomness of the system. */
    public static final RuntimeWorld SYSTEM = new RuntimeWorld(RuntimeClocks.SYSTEM, UnaryOperator.identity());

    /** Clocks that a test turns, and all else of the system. */
    public static RuntimeWorld of(RuntimeClocks clocks) {
        return new RuntimeWorld(clocks, UnaryOperator.identity());
    }
}
