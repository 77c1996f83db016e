package io.tradebus.core.config.option;

import io.tradebus.core.config.DriverConfig;
import java.util.List;
import java.util.Set;

/** Settings that are read and checked, and that this version of the driver does nothing with. */
public final class UnusedOptions {
    private static final Set<String> NAMES = Set.of(
            "aeron.debug.timeout",
            "aeron.conductor.cpu.affinity",
            "aeron.sender.cpu.affinity",
            "aeron.receiver.cpu.affinity");

    private UnusedOptions() {}

    /** Whether this version does nothing with a setting. */
    public static boolean contains(DriverOption option) {
        return NAMES.contains(option.property());
    }

    /** One sentence for each such setting that somebody has changed, and so expects something of. */
    public static List<String> warnings(DriverConfig config) {
        DriverConfig defaults = DriverConfig.defaults(config.directory());
        return DriverOptions.all().stream()
                .filter(UnusedOptions::contains)
                .filter(option -> !option.printed(config).equals(option.printed(defaults)))
                .map(option -> option.property() + "=" + option.printed(config)
                        + " is set, but this version of the driver does nothing with it")
                .toList();
    }
}
