package io.tradebus.spring.listener;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is configured about listeners outside the code that declares them; it overrides the code. */
public interface ListenerSettings {
    /**
     * How a listener works.
     *
     * @param declared what the code says, by the names of the settings such as {@code fragment-limit}
     * @param ofRequests whether it listens to requests alone, and so skips one that fails rather than halt, unless somebody says else
     * @throws io.tradebus.core.BusConfigurationException if a name or a value is not allowed
     */
    ListenerOptions options(String id, Map<String, String> declared, boolean ofRequests);

    /** The names of a listener's streams. */
    List<String> streams(String id, List<String> declared);

    /** The shared agent of a listener; null for one of its own. */
    @Nullable String agent(String id, @Nullable String declared);

    /** The ids for which something is configured; each must exist. */
    Set<String> ids();
}
