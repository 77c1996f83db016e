package io.tradebus.core.config;

/**
 * How the driver treats its directory and the file system below it.
 *
 * @param deleteOnStart whether an existing directory is deleted without asking whether a driver is active in it
 * @param deleteOnShutdown whether the directory is deleted when the driver closes
 * @param warnIfExists whether an existing directory is worth a warning
 * @param performChecks whether usable space is checked before a file is created
 * @param lowSpaceWarningThreshold usable bytes at or below which a warning is recorded
 * @param resourceFreeLimit resources that are freed in one cycle of the conductor, at least 1
 */
public record StorageConfig(
        boolean deleteOnStart,
        boolean deleteOnShutdown,
        boolean warnIfExists,
        boolean performChecks,
        long lowSpaceWarningThreshold,
        int resourceFreeLimit) {
    /** What holds when nothing is set. */
    public static final StorageConfig DEFAULT = new StorageConfig(false, false, false, true, 160L << 20, 10);

    public StorageConfig {
        Require.atLeast("lowSpaceWarningThreshold", lowSpaceWarningThreshold, 0L);
        Require.atLeast("resourceFreeLimit", resourceFreeLimit, 1);
    }

    public StorageConfig withDeleteOnStart(boolean deleteOnStart) {
        return new StorageConfig(
                deleteOnStart,
                deleteOnShutdown,
                warnIfExists,
                performChecks,
                lowSpaceWarningThreshold,
                resourceFreeLimit);
    }

    public StorageConfig withDeleteOnShutdown(boolean deleteOnShutdown) {
        return new StorageConfig(
                deleteOnStart,
                deleteOnShutdown,
                warnIfExists,
                performChecks,
                lowSpaceWarningThreshold,
                resourceFreeLimit);
    }

    public StorageConfig withWarnIfExists(boolean warnIfExists) {
        return new StorageConfig(
                deleteOnStart,
                deleteOnShutdown,
                warnIfExists,
                performChecks,
                lowSpaceWarningThreshold,
                resourceFreeLimit);
    }

    public StorageConfig withPerformChecks(boolean performChecks) {
        return new StorageConfig(
                deleteOnStart,
                deleteOnShutdown,
                warnIfExists,
                performChecks,
                lowSpaceWarningThreshold,
                resourceFreeLimit);
    }

    public StorageConfig withLowSpaceWarningThreshold(long lowSpaceWarningThreshold) {
        return new StorageConfig(
                deleteOnStart,
                deleteOnShutdown,
                warnIfExists,
                performChecks,
                lowSpaceWarningThreshold,
                resourceFreeLimit);
    }

    public StorageConfig withResourceFreeLimit(int resourceFreeLimit) {
        return new StorageConfig(
                deleteOnStart,
                deleteOnShutdown,
                warnIfExists,
                performChecks,
                lowSpaceWarningThreshold,
                resourceFreeLimit);
    }
}
