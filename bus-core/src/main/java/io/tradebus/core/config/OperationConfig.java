package io.tradebus.core.config;

/**
 * How the driver is run and watched.
 *
 * @param termination who may end the driver by a request
 * @param printConfiguration whether the configuration is printed at start
 * @param experimentalFeatures whether experimental channel features are open
 * @param fallbackLogger where errors go that do not fit the error log
 * @param debugTimeoutNs nanoseconds that replace every timeout while somebody debugs; 0 for off
 * @param eventLog which events are written down
 */
public record OperationConfig(
        TerminationPolicy termination,
        boolean printConfiguration,
        boolean experimentalFeatures,
        FallbackLogger fallbackLogger,
        long debugTimeoutNs,
        EventLogConfig eventLog) {
    /** What holds when nothing is set. */
    public static final OperationConfig DEFAULT = new OperationConfig(
            TerminationPolicy.DENY, false, false, FallbackLogger.STDERR, 0L, EventLogConfig.DEFAULT);

    public OperationConfig {
        Require.atLeast("debugTimeoutNs", debugTimeoutNs, 0L);
    }

    public OperationConfig withTermination(TerminationPolicy termination) {
        return new OperationConfig(
                termination, printConfiguration, experimentalFeatures, fallbackLogger, debugTimeoutNs, eventLog);
    }

    public OperationConfig withPrintConfiguration(boolean printConfiguration) {
        return new OperationConfig(
                termination, printConfiguration, experimentalFeatures, fallbackLogger, debugTimeoutNs, eventLog);
    }

    public OperationConfig withExperimentalFeatures(boolean experimentalFeatures) {
        return new OperationConfig(
                termination, printConfiguration, experimentalFeatures, fallbackLogger, debugTimeoutNs, eventLog);
    }

    public OperationConfig withFallbackLogger(FallbackLogger fallbackLogger) {
        return new OperationConfig(
                termination, printConfiguration, experimentalFeatures, fallbackLogger, debugTimeoutNs, eventLog);
    }

    public OperationConfig withDebugTimeoutNs(long debugTimeoutNs) {
        return new OperationConfig(
                termination, printConfiguration, experimentalFeatures, fallbackLogger, debugTimeoutNs, eventLog);
    }

    public OperationConfig withEventLog(EventLogConfig eventLog) {
        return new OperationConfig(
                termination, printConfiguration, experimentalFeatures, fallbackLogger, debugTimeoutNs, eventLog);
    }
}
