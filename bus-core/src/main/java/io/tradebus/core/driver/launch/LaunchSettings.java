package io.tradebus.core.driver.launch;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.option.DriverOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a driver program was told, from all sources.
 *
 * @param config what came of it
 * @param warnings what was not understood and is not used
 */
record LaunchSettings(DriverConfig config, List<String> warnings) {
    private static final String DEFINITION = "-D";

    /** An argument that is none. */
    static final class UsageException extends BusConfigurationException {
        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads the environment by its lenient rules, then the properties and the arguments by their strict ones.
     *
     * @throws BusConfigurationException if a value cannot be used or a file cannot be read
     */
    static LaunchSettings read(
            Map<String, String> environment, Map<String, String> properties, List<String> arguments) {
        Map<String, String> merged = new TreeMap<>(properties);
        for (String argument : arguments) {
            addArgument(merged, argument);
        }
        List<String> warnings = new ArrayList<>();
        List<String> names = new ArrayList<>(merged.keySet());
        names.addAll(environment.keySet());
        for (DriverOptions.UnknownName unknown : DriverOptions.unknownNames(names)) {
            warnings.add("WARNING: " + unknown);
        }
        DriverConfig fromEnvironment =
                DriverOptions.applyEnvironment(DriverConfig.defaults(), environment, warnings::add);
        return new LaunchSettings(DriverOptions.apply(fromEnvironment, merged), warnings);
    }

    String printedConfiguration() {
        return DriverOptions.printed(config);
    }

    private static void addArgument(Map<String, String> merged, String argument) {
        if (argument.startsWith(DEFINITION)) {
            int equals = argument.indexOf('=');
            if (equals <= DEFINITION.length()) {
                throw new UsageException("argument '" + argument + "' must be -Dname=value");
            }
            merged.put(argument.substring(DEFINITION.length(), equals), argument.substring(equals + 1));
        } else if (argument.startsWith("-")) {
            throw new UsageException("unknown option '" + argument + "'");
        } else {
            merged.putAll(PropertySource.read(argument));
        }
    }
}
