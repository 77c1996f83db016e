package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.NearestName;
import io.tradebus.spring.autoconfigure.AllowedValues;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** A value below {@code bus} that cannot be read as what it should be, with what is allowed as the documentation writes it. */
final class BadValueFailureAnalyzer extends AbstractFailureAnalyzer<BindException> implements Ordered {
    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("bus");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        ConfigurationProperty property = cause.getProperty();
        Class<?> type = cause.getTarget().getType().resolve(Object.class);
        String allowed = AllowedValues.of(type);
        if (property == null || allowed == null || !PREFIX.isAncestorOf(property.getName())) {
            return null;
        }
        String value = String.valueOf(property.getValue());
        String nearest = NearestName.of(value, AllowedValues.namesOf(type));
        String origin = property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
        return new FailureAnalysis(
                property.getName() + " must be " + allowed + ", but was '" + value + "'" + origin + ".",
                nearest == null ? "Correct " + property.getName() + "." : "Did you mean '" + nearest + "'?",
                cause);
    }

    /** Before Boot's own, which names the constants of the enum. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
