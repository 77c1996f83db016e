package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.NearestName;
import io.tradebus.spring.autoconfigure.BusProperties;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The names of the properties that a class binds, and the one somebody probably meant. */
final class PropertyNames {
    private static final String ANY = "*";

    private final List<String> patterns = new ArrayList<>();

    PropertyNames(String prefix, Class<?> type) {
        collect(prefix, type);
    }

    /** Names in the order of declaration; a {@code *} stands for the key of a map. */
    List<String> patterns() {
        return List.copyOf(patterns);
    }

    /** The known name nearest to a wrong one, or null if none is near. */
    @Nullable String nearestTo(ConfigurationPropertyName wrong) {
        int last = wrong.getNumberOfElements() - 1;
        if (wrong.isNumericIndex(last)) {
            String list = nearestTo(wrong.getParent());
            return list == null ? null : list + "[" + wrong.getElement(last, Form.ORIGINAL) + "]";
        }
        List<String> candidates = new ArrayList<>();
        for (String pattern : patterns) {
            candidates.add(withKeysOf(wrong, pattern));
        }
        return NearestName.of(wrong.toString(), candidates);
    }

    private void collect(String prefix, Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                collect(prefix + "." + nameOf(field), field.getType(), field.getGenericType());
            }
        }
    }

    private void collect(String name, Class<?> type, Type generic) {
        if (hasProperties(type)) {
            collect(name, type);
        } else if (type == Map.class && generic instanceof ParameterizedType map) {
            Type value = map.getActualTypeArguments()[1];
            collect(name + "." + ANY, (Class<?>) value, value);
        } else {
            patterns.add(name);
        }
    }

    private static boolean hasProperties(Class<?> type) {
        return type.getPackageName().equals(BusProperties.class.getPackageName()) && !type.isEnum();
    }

    private static String nameOf(Field field) {
        Name name = field.getAnnotation(Name.class);
        return name != null ? name.value() : DataObjectPropertyName.toDashedForm(field.getName());
    }

    /** Keys may stand in brackets, and have dots there. */
    private static String withKeysOf(ConfigurationPropertyName wrong, String pattern) {
        String[] parts = pattern.split("\\.");
        var name = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            boolean isGiven = parts[i].equals(ANY) && i < wrong.getNumberOfElements();
            String part = isGiven ? wrong.getElement(i, Form.ORIGINAL) : parts[i];
            name.append(isGiven && wrong.chop(i + 1).isLastElementIndexed() ? "[" + part + "]" : "." + part);
        }
        return name.toString();
    }
}
