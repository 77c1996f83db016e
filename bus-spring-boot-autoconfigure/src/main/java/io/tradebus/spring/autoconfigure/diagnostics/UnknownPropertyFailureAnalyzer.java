package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.spring.autoconfigure.BusProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** A key below {@code bus} that does not exist, with the nearest one that does. */
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
        var description = new StringBuilder("These properties do not exist:");
        var action = new StringBuilder();
        for (ConfigurationProperty property : unknown) {
            description.append(System.lineSeparator()).append("  ").append(describe(property));
            action.append(action.isEmpty() ? "" : System.lineSeparator()).append(fix(names, property));
        }
        return new FailureAnalysis(description.toString(), action.toString(), cause);
    }

    private static String describe(ConfigurationProperty property) {
        return property.getName() + " = " + property.getValue()
                + (property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")");
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
