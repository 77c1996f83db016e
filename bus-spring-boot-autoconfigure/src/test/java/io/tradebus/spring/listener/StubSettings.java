package io.tradebus.spring.listener;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nothing is configured. */
final class StubSettings implements ListenerSettings {
    @Override
    public ListenerOptions options(String id, Map<String, String> declared, boolean ofRequests) {
        return ListenerOptions.DEFAULT;
    }

    @Override
    public List<String> streams(String id, List<String> declared) {
        return declared;
    }

    @Override
    public @Nullable String agent(String id, @Nullable String declared) {
        return declared;
    }

    @Override
    public Set<String> ids() {
        return Set.of();
    }
}
