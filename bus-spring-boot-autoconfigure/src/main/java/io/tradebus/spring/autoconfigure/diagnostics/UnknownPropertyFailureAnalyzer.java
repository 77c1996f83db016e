package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.spring.autoconfigure.BusProperties;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** A key below {@code bus} that does not exist, with the nearest one that does, or one without a value. */
final class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException>
        implements Ordered {
    private static final String PREFIX = "bus";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        List<ConfigurationProperty> unknown = cause.getUnboundProperties().stream()
                .filter(property -> property.getName().toString().startsWith(PREFIX + "."))
                .toList();
        if (unknown.isEmpty()) {
            return null;
        }
        var names = new PropertyNames(PREFIX, BusProperties.class);
        List<ConfigurationProperty> withoutValue =
                unknown.stream().filter(property -> hasNoValue(names, property)).toList();
        List<ConfigurationProperty> wrong = new ArrayList<>(unknown);
        wrong.removeAll(withoutValue);
        var description = new StringBuilder();
        var action = new StringBuilder();
        for (ConfigurationProperty property : withoutValue) {
            addLine(description, property.getName() + " has no value" + origin(property) + ".");
            addLine(action, "Give " + property.getName() + " a value, or remove it.");
        }
        addLine(description, wrong.isEmpty() ? "" : "These properties do not exist:");
        for (ConfigurationProperty property : wrong) {
            addLine(description, "  " + property.getName() + " = " + property.getValue() + origin(property));
            addLine(action, fix(names, property));
        }
        return new FailureAnalysis(description.toString(), action.toString(), cause);
    }

    /** A number, a time, a size or a choice that is empty is not bound, as if nobody knew the property. */
    private static boolean hasNoValue(PropertyNames names, ConfigurationProperty property) {
        return String.valueOf(property.getValue()).isBlank()
                && property.getName().toString().equals(names.nearestTo(property.getName()));
    }

    private static void addLine(StringBuilder text, String line) {
        text.append(text.isEmpty() || line.isEmpty() ? "" : System.lineSeparator())
                .append(line);
    }

    private static String origin(ConfigurationProperty property) {
        return property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
    }

    private static String fix(PropertyNames names, ConfigurationProperty property) {
        String wrong = property.getName().toString();
        String nearest = names.nearestTo(property.getName());
        return nearest == null
                ? "Remove " + wrong + "; docs/configuration-spring.md lists the properties there are."
                : "Use " + nearest + " instead of " + wrong + ", or remove it.";
    }

    /** Before Boot's own, which knows no names. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
