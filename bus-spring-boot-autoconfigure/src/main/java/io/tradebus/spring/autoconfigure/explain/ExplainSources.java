package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.config.IdleSettings;
import io.tradebus.spring.autoconfigure.preflight.HostFinding;
import io.tradebus.spring.listener.BusListenerHandle;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Where facts come from besides the runtime; each is asked when it is needed.
 *
 * @param listeners the listeners there are
 * @param agents what the listeners' threads do when there is nothing to do, by name
 * @param dropped messages of a stream that the template gave up
 * @param preflight what the last start found missing on the machine
 */
public record ExplainSources(
        Supplier<Collection<BusListenerHandle>> listeners,
        Supplier<Map<String, IdleSettings>> agents,
        ToLongFunction<String> dropped,
        Supplier<List<HostFinding>> preflight) {}
