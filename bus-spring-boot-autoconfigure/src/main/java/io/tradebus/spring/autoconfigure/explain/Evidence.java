package io.tradebus.spring.autoconfigure.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a finding was concluded from, in the order in which it is shown. */
final class Evidence {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a value, unless it is null. */
    Evidence with(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    /** Adds a count, unless the driver does not count it and it is negative. */
    Evidence counted(String name, long value) {
        return with(name, value < 0 ? null : value);
    }

    Map<String, Object> values() {
        return values;
    }
}
