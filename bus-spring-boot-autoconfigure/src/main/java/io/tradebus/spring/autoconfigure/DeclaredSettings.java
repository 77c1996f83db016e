package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.NearestName;
import io.tradebus.spring.autoconfigure.BusProperties.ListenerOverride;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Reads what code says of a listener as strictly as what a file says. What fails does not name the binder's exception as its
 * cause, since that names properties which nobody has set.
 */
final class DeclaredSettings {
    private static final String ROOT = "listener";
    /** Those that have a place of their own in code. */
    private static final List<String> ATTRIBUTES = List.of("streams", "agent");

    private DeclaredSettings() {}

    /**
     * The settings of a listener.
     *
     * @param declared values by names such as {@code fragment-limit}
     * @throws BusConfigurationException if a name is unknown, or its value cannot be read
     */
    static ListenerOverride bind(Map<String, String> declared) {
        Map<String, String> prefixed = new HashMap<>();
        declared.forEach((key, value) -> prefixed.put(ROOT + "." + key, value));
        var binder = new Binder(new MapConfigurationPropertySource(prefixed));
        ListenerOverride bound;
        try {
            bound = binder.bindOrCreate(
                    ROOT,
                    Bindable.of(ListenerOverride.class),
                    new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> true));
        } catch (BindException e) {
            throw new BusConfigurationException(problem(e, declared));
        }
        if (bound.streams() != null || bound.agent() != null) {
            throw new BusConfigurationException(
                    "streams and agent are attributes of @BusListener, not properties: " + declared);
        }
        return bound;
    }

    private static String problem(BindException failure, Map<String, String> declared) {
        if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
            return unknown(unbound.getUnboundProperties().iterator().next());
        }
        ConfigurationProperty property = failure.getProperty();
        Class<?> type = failure.getTarget().getType().resolve(Object.class);
        String allowed = AllowedValues.of(type);
        if (property == null || allowed == null) {
            return "the settings " + declared + " cannot be used";
        }
        String value = String.valueOf(property.getValue());
        return nameOf(property) + " must be " + allowed + ", but was '" + value + "'"
                + didYouMean(NearestName.of(value, AllowedValues.namesOf(type)));
    }

    private static String unknown(ConfigurationProperty property) {
        String name = nameOf(property);
        if (String.valueOf(property.getValue()).isEmpty()) {
            return name + " has no value; give it one, or remove it";
        }
        List<String> known = names("", ListenerOverride.class);
        String nearest = NearestName.of(name, known);
        return "there is no setting '" + name + "'"
                + (nearest == null ? "; known are: " + String.join(", ", known) : didYouMean(nearest));
    }

    private static String didYouMean(@Nullable String nearest) {
        return nearest == null ? "" : ", did you mean '" + nearest + "'?";
    }

    private static String nameOf(ConfigurationProperty property) {
        return property.getName().toString().substring(ROOT.length() + 1);
    }

    private static List<String> names(String prefix, Class<?> type) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                names.addAll(names(name + ".", component.getType()));
            } else if (!ATTRIBUTES.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
