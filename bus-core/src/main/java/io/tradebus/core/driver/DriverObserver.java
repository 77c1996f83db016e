package io.tradebus.core.driver;

import io.tradebus.core.driver.conductor.network.NetworkObserver;
import io.tradebus.core.driver.names.NameObserver;

/**
 * Is told what happens in a driver. Every method does nothing unless it is overridden. Most are called on the
 * conductor's thread, {@link #onWarning}, {@link #onError} and those about names on any thread of the driver; all must
 * return soon.
 */
public interface DriverObserver extends NetworkObserver, NameObserver {
    /** Takes no notice of anything. */
    DriverObserver NONE = new DriverObserver() {};

    /** The driver is ready for clients. */
    default void onStarted(Driver driver) {}

    /**
     * Somebody who may has asked for the driver to end. It goes on until somebody calls {@link Driver#close}, which
     * must not be done from here, since the thread is the driver's own.
     */
    default void onTerminationRequested() {}
}
