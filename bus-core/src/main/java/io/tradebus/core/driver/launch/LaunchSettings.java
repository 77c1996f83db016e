package io.tradebus.core.driver.launch;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.option.DriverOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a driver program was told, from all sources.
 *
 * @param config what came of it
 * @param warnings what was not understood and is not used
 * @param origins where the text of a property comes from, the environment left out
 */
public record LaunchSettings(DriverConfig config, List<String> warnings, Map<String, String> origins) {
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
    public static LaunchSettings read(
            Map<String, String> environment, Map<String, String> properties, List<String> arguments) {
        Map<String, String> merged = new TreeMap<>(properties);
        Map<String, String> origins = new HashMap<>();
        for (String name : properties.keySet()) {
            origins.put(name, "system property");
        }
        for (String argument : arguments) {
            addArgument(merged, origins, argument);
        }
        List<String> warnings = new ArrayList<>();
        List<String> names = new ArrayList<>(merged.keySet());
        names.addAll(environment.keySet());
        for (DriverOptions.UnknownName unknown : DriverOptions.unknownNames(names)) {
            warnings.add("WARNING: " + unknown);
        }
        DriverConfig fromEnvironment =
                DriverOptions.applyEnvironment(DriverConfig.defaults(), environment, warnings::add);
        return new LaunchSettings(DriverOptions.apply(fromEnvironment, merged), warnings, Map.copyOf(origins));
    }

    String printedConfiguration() {
        return DriverOptions.printed(config);
    }

    private static void addArgument(Map<String, String> merged, Map<String, String> origins, String argument) {
        if (argument.startsWith(DEFINITION)) {
            int equals = argument.indexOf('=');
            if (equals <= DEFINITION.length()) {
                throw new UsageException("argument '" + argument + "' must be -Dname=value");
            }
            String name = argument.substring(DEFINITION.length(), equals);
            merged.put(name, argument.substring(equals + 1));
            origins.put(name, "argument -D");
        } else if (argument.startsWith("-")) {
            throw new UsageException("unknown option '" + argument + "'");
        } else {
            Map<String, String> read = PropertySource.read(argument);
            merged.putAll(read);
            read.keySet().forEach(name -> origins.put(name, argument));
        }
    }
}
