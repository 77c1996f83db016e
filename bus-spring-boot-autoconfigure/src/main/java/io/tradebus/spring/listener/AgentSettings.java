package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.CpuAffinity;
import io.tradebus.core.config.IdleSettings;
import org.jspecify.annotations.Nullable;

/**
 * How a shared agent works.
 *
 * @param idle what its thread does when there is nothing to do; null as its first listener has it
 * @param processor number of the processor its thread is bound to where the system can, or {@link CpuAffinity#ANY}
 */
public record AgentSettings(@Nullable IdleSettings idle, int processor) {
    /** As its listeners have it. */
    public static final AgentSettings DEFAULT = new AgentSettings(null, CpuAffinity.ANY);

    public AgentSettings {
        if (processor < 0 && processor != CpuAffinity.ANY) {
            throw new BusConfigurationException(
                    "the cpu of an agent is the number of a processor, from 0, but was " + processor);
        }
    }
}
