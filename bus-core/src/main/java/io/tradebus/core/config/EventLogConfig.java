package io.tradebus.core.config;

/**
 * Which events of the driver are written down. See docs/event-log.md.
 *
 * @param enabled names, ids or groups of events, separated by commas; empty for none
 * @param disabled the same of events to leave out
 * @param fileName file to write to; empty for standard output
 * @param bufferLength bytes of events that wait to be written, and that are kept for those who watch; a power of two
 * @param json whether lines are JSON objects
 */
public record EventLogConfig(String enabled, String disabled, String fileName, int bufferLength, boolean json) {
    /** What holds when nothing is set. */
    public static final EventLogConfig DEFAULT = new EventLogConfig("", "", "", 8 << 20, false);

    private static final int MIN_BUFFER_LENGTH = 128 << 10;
    private static final int MAX_BUFFER_LENGTH = 512 << 20;

    public EventLogConfig {
        Require.powerOfTwo("bufferLength", bufferLength, MIN_BUFFER_LENGTH, MAX_BUFFER_LENGTH);
    }

    public EventLogConfig withEnabled(String enabled) {
        return new EventLogConfig(enabled, disabled, fileName, bufferLength, json);
    }

    public EventLogConfig withDisabled(String disabled) {
        return new EventLogConfig(enabled, disabled, fileName, bufferLength, json);
    }

    public EventLogConfig withFileName(String fileName) {
        return new EventLogConfig(enabled, disabled, fileName, bufferLength, json);
    }

    public EventLogConfig withBufferLength(int bufferLength) {
        return new EventLogConfig(enabled, disabled, fileName, bufferLength, json);
    }

    public EventLogConfig withJson(boolean json) {
        return new EventLogConfig(enabled, disabled, fileName, bufferLength, json);
    }
}
