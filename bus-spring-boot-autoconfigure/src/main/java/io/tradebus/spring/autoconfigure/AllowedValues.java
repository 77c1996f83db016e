package io.tradebus.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** What may be written for a setting of a type, for messages. */
public final class AllowedValues {
    private AllowedValues() {}

    /** What a value may be, such as {@code batch, record or manual}; null if nothing is known of the type. */
    public static @Nullable String of(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed.isEnum()) {
            List<String> names = namesOf(boxed);
            return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.get(names.size() - 1);
        } else if (boxed == Boolean.class) {
            return "true or false";
        } else if (boxed == Integer.class || boxed == Long.class) {
            return "a whole number";
        } else if (boxed == Double.class) {
            return "a number, such as 1.5";
        } else if (boxed == Duration.class) {
            return "a time, such as 10ms or 5s";
        }
        return boxed == DataSize.class ? "a size, such as 64KB or 1MB" : null;
    }

    /** The constants of an enum as settings have them: {@code dead-letter}. Empty for any other type. */
    public static List<String> namesOf(Class<?> type) {
        List<String> names = new ArrayList<>();
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                names.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        return names;
    }
}
