package io.tradebus.core.config;

import io.tradebus.core.BusConfigurationException;

/**
 * Ports to choose from.
 *
 * @param low first port, from 1 to 65535; 0 in {@link #ANY}
 * @param high last port, not below the first; 0 in {@link #ANY}
 */
public record PortRange(int low, int high) {
    /** The operating system chooses. */
    public static final PortRange ANY = new PortRange(0, 0);

    public PortRange {
        boolean isAny = low == 0 && high == 0;
        if (!isAny && !(low >= 1 && low <= high && high <= 65_535)) {
            throw new BusConfigurationException(
                    "port range must be two ports from 1 to 65535, the lower one first, but was '" + low + " " + high
                            + "'");
        }
    }

    /**
     * Reads {@code "low high"}; an empty text is {@link #ANY}.
     *
     * @throws BusConfigurationException if it is something else
     */
    public static PortRange parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            return ANY;
        }
        String[] parts = trimmed.split("\\s+", -1);
        try {
            if (parts.length == 2) {
                return new PortRange(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            }
        } catch (NumberFormatException e) {
            throw new BusConfigurationException("port range must be 'low high', but was '" + text + "'", e);
        }
        throw new BusConfigurationException("port range must be 'low high', but was '" + text + "'");
    }

    /** Whether the operating system chooses. */
    public boolean isAny() {
        return low == 0;
    }

    @Override
    public String toString() {
        return isAny() ? "" : low + " " + high;
    }
}
