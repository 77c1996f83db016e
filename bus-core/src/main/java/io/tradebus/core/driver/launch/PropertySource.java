package io.tradebus.core.driver.launch;

import io.tradebus.core.BusConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A set of properties that an argument names: a resource on the class path, a file, or a URL. */
final class PropertySource {
    private PropertySource() {}

    /**
     * Reads the properties.
     *
     * @throws BusConfigurationException if there is nothing by that name, or it cannot be read
     */
    static Map<String, String> read(String name) {
        Properties properties = new Properties();
        try (InputStream in = open(name)) {
            if (in == null) {
                throw new BusConfigurationException("properties '" + name
                        + "' were not found: there is no such resource on the class path and no such file");
            }
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new BusConfigurationException("properties '" + name + "' cannot be read: " + e, e);
        }
        Map<String, String> read = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            read.put(key, properties.getProperty(key));
        }
        return read;
    }

    private static @Nullable InputStream open(String name) throws IOException {
        if (name.contains("://") || name.startsWith("file:")) {
            return URI.create(name).toURL().openStream();
        }
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return Files.newInputStream(file);
        }
        return PropertySource.class.getClassLoader().getResourceAsStream(name);
    }
}
