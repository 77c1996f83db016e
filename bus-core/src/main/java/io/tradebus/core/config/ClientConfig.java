package io.tradebus.core.config;

import io.tradebus.core.BusConfigurationException;
import java.nio.file.Path;

/**
 * What a client can be told.
 *
 * @param directory where the driver is
 * @param name shown beside the client's heartbeat, up to 100 characters; may be empty
 * @param timeouts how long the client waits
 * @param preTouchMappedMemory whether every page of a log is touched when it is mapped
 * @param awaitingIdle what the caller's thread does while it waits for the driver
 * @param useInvoker whether the application calls the client's duty cycle itself, instead of a thread
 * @param reconnect whether the client goes on when its driver dies or gives it up, and attaches to the next one;
 *     otherwise it closes itself
 */
public record ClientConfig(
        Path directory,
        String name,
        ClientTimeouts timeouts,
        boolean preTouchMappedMemory,
        IdleSettings awaitingIdle,
        boolean useInvoker,
        boolean reconnect) {
    /** Nanoseconds a log stays mapped after the application closed what used it. */
    public static final long EXPLICIT_CLOSE_LINGER_NS = 1_000_000_000L;

    private static final int MAX_NAME_LENGTH = 100;

    public ClientConfig {
        if (name.length() > MAX_NAME_LENGTH) {
            throw new BusConfigurationException(
                    "client name must be at most " + MAX_NAME_LENGTH + " characters, but was '" + name + "'");
        }
        if (awaitingIdle.isControllable()) {
            throw new BusConfigurationException("awaitingIdle of a client must not be controllable");
        }
    }

    /** A client of the default directory of this user, with defaults for all else. */
    public static ClientConfig defaults() {
        return defaults(DefaultDirectory.path());
    }

    /** A client of the driver in {@code directory}, with defaults for all else. */
    public static ClientConfig defaults(Path directory) {
        return new ClientConfig(
                directory, "", ClientTimeouts.DEFAULT, false, new IdleSettings("sleep-ns", "1ms"), false, true);
    }

    public ClientConfig withDirectory(Path directory) {
        return new ClientConfig(directory, name, timeouts, preTouchMappedMemory, awaitingIdle, useInvoker, reconnect);
    }

    public ClientConfig withName(String name) {
        return new ClientConfig(directory, name, timeouts, preTouchMappedMemory, awaitingIdle, useInvoker, reconnect);
    }

    public ClientConfig withTimeouts(ClientTimeouts timeouts) {
        return new ClientConfig(directory, name, timeouts, preTouchMappedMemory, awaitingIdle, useInvoker, reconnect);
    }

    public ClientConfig withPreTouchMappedMemory(boolean preTouchMappedMemory) {
        return new ClientConfig(directory, name, timeouts, preTouchMappedMemory, awaitingIdle, useInvoker, reconnect);
    }

    public ClientConfig withAwaitingIdle(IdleSettings awaitingIdle) {
        return new ClientConfig(directory, name, timeouts, preTouchMappedMemory, awaitingIdle, useInvoker, reconnect);
    }

    public ClientConfig withUseInvoker(boolean useInvoker) {
        return new ClientConfig(directory, name, timeouts, preTouchMappedMemory, awaitingIdle, useInvoker, reconnect);
    }

    public ClientConfig withReconnect(boolean reconnect) {
        return new ClientConfig(directory, name, timeouts, preTouchMappedMemory, awaitingIdle, useInvoker, reconnect);
    }
}
