package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.BusConfigurationException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A setting, an annotation or a handler cannot be used. The messages of the bus say what is wrong and then what to do;
 * this takes the two apart, and adds which property is meant where the core names its own setting.
 */
final class BusConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<BusConfigurationException> {
    /** Names of the core's settings, and the properties behind them. */
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("termLength", "bus.driver.term-length"),
            Map.entry("ipcTermLength", "bus.driver.term-length"),
            Map.entry("mtuLength", "bus.driver.mtu"),
            Map.entry("ipcMtuLength", "bus.driver.ipc-mtu"),
            Map.entry("socket.sendBufferLength", "bus.driver.socket.send-buffer"),
            Map.entry("sendBufferLength", "bus.driver.socket.send-buffer"),
            Map.entry("socket.receiveBufferLength", "bus.driver.socket.receive-buffer"),
            Map.entry("receiveBufferLength", "bus.driver.socket.receive-buffer"),
            Map.entry("valuesLength", "bus.driver.counters-buffer"),
            Map.entry("counters.valuesLength", "bus.driver.counters-buffer"),
            Map.entry("errorLogLength", "bus.driver.error-buffer"),
            Map.entry("buffers.errorLogLength", "bus.driver.error-buffer"),
            Map.entry("clientLivenessTimeoutNs", "bus.driver.timeout"),
            Map.entry("driverTimeoutMs", "bus.driver.timeout"),
            Map.entry("imageLivenessTimeoutNs", "bus.driver.image-liveness-timeout"),
            Map.entry("publicationUnblockTimeoutNs", "bus.driver.unblock-timeout"),
            Map.entry("publicationLingerTimeoutNs", "bus.driver.publication-linger"));

    /** The whole name of a property in a text; no package begins like this. */
    private static final Pattern PROPERTY = Pattern.compile("(?<![\\w.])bus(\\.[\\w-]+(\\[[^]]*])?)+");

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BusConfigurationException cause) {
        String message = String.valueOf(cause.getMessage());
        Map<String, String> properties = propertiesIn(message);
        String fix = Actions.fixOf(message);
        return new FailureAnalysis(
                Actions.problemOf(message) + explanation(properties),
                fix.isEmpty() ? correct(message, properties) : fix,
                cause);
    }

    private static String correct(String message, Map<String, String> properties) {
        Set<String> named = new LinkedHashSet<>(new TreeSet<>(properties.values()));
        Matcher names = PROPERTY.matcher(message);
        while (names.find()) {
            named.add(names.group());
        }
        return named.isEmpty() ? "Correct the setting that is named." : "Correct " + String.join(" or ", named) + ".";
    }

    private static String explanation(Map<String, String> properties) {
        var text = new StringBuilder();
        properties.forEach((name, property) -> text.append(System.lineSeparator())
                .append(name)
                .append(" is set by ")
                .append(property)
                .append('.'));
        return text.toString();
    }

    private static Map<String, String> propertiesIn(String message) {
        Map<String, String> found = new TreeMap<>();
        for (String word : message.split("[^A-Za-z.]+")) {
            String property = PROPERTIES.get(word);
            if (property != null) {
                found.put(word, property);
            }
        }
        return found;
    }
}
