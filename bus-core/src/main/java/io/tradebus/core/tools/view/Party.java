package io.tradebus.core.tools.view;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client, or the driver itself.
 *
 * @param id of the client; not above 0 for the driver
 * @param name null or empty if the client has not told one
 */
public record Party(long id, @Nullable String name) {
    static Party of(long id, Map<Long, String> names) {
        return new Party(id, names.get(id));
    }

    @Override
    public String toString() {
        if (id <= 0) {
            return "the driver";
        }
        return "client " + (name == null || name.isEmpty() ? Long.toString(id) : name + " (" + id + ")");
    }
}
