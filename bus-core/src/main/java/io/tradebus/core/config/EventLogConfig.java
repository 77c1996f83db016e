package io.tradebus.core.config;

/**
 * Which events of the driver are written down. See docs/driver-behaviour.md#event-log.
 *
 * @param enabled names of events, separated by commas; empty for none
 * @param disabled names of events to leave out, separated by commas
 * @param fileName file to write to; empty for standard output
 */
public record EventLogConfig(String enabled, String disabled, String fileName) {
    /** What holds when nothing is set. */
    public static final EventLogConfig DEFAULT = new EventLogConfig("", "", "");

    public EventLogConfig withEnabled(String enabled) {
        return new EventLogConfig(enabled, disabled, fileName);
    }

    public EventLogConfig withDisabled(String disabled) {
        return new EventLogConfig(enabled, disabled, fileName);
    }

    public EventLogConfig withFileName(String fileName) {
        return new EventLogConfig(enabled, disabled, fileName);
    }
}
