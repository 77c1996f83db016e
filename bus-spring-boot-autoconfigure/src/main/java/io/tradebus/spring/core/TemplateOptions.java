package io.tradebus.spring.core;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.IdleSettings;
import java.time.Duration;

/**
 * How {@link BusTemplate} sends.
 *
 * @param sendTimeout how long {@code send} waits for room
 * @param sendIdle what a thread does while it waits
 */
public record TemplateOptions(Duration sendTimeout, IdleSettings sendIdle) {
    public static final TemplateOptions DEFAULT = new TemplateOptions(Duration.ofMillis(100), IdleSettings.BACKOFF);

    public TemplateOptions {
        if (sendTimeout.isNegative()) {
            throw new BusConfigurationException("send-timeout must not be negative, but was " + sendTimeout);
        }
    }
}
