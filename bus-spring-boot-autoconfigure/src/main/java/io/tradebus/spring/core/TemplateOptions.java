package io.tradebus.spring.core;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.IdleSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@link BusTemplate} sends.
 *
 * @param defaultStream name of the stream of messages that are sent without naming one; null if there is none
 * @param sendTimeout how long {@code send} waits for room
 * @param sendIdle what a thread does while it waits
 */
public record TemplateOptions(@Nullable String defaultStream, Duration sendTimeout, IdleSettings sendIdle) {
    public static final TemplateOptions DEFAULT =
            new TemplateOptions(null, Duration.ofMillis(100), IdleSettings.BACKOFF);

    public TemplateOptions {
        if (sendTimeout.isNegative()) {
            throw new BusConfigurationException("send-timeout must not be negative, but was " + sendTimeout);
        }
    }
}
