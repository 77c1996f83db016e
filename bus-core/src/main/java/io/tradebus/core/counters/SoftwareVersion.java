package io.tradebus.core.counters;

import org.agrona.SemanticVersion;

/**
 * The version a driver or client shows in labels.
 *
 * @param major version of the software whose formats and protocols are spoken, as minor and patch
 * @param commit what exactly was built, one word
 */
public record SoftwareVersion(int major, int minor, int patch, String commit) {
    /** What this project is compatible with, under its own name. */
    public static final SoftwareVersion COMPATIBLE = new SoftwareVersion(1, 51, 0, "tradebus");

    /** The value of {@link SystemCounter#SOFTWARE_VERSION}. */
    public int encoded() {
        return SemanticVersion.compose(major, minor, patch);
    }

    /** As it stands in labels. */
    public String label() {
        return "version=" + major + "." + minor + "." + patch + " commit=" + commit;
    }
}
