package io.tradebus.spring.core;

import io.tradebus.core.BusConfigurationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BusTemplate} does when a stream takes nothing more. It is no matter of publishers, which show the log as it
 * is: whoever passes pressure on, as chained streams do, must be told of it.
 *
 * @param policy what is done
 * @param timeout how long {@code send} waits when the policy is to block; null for the other policies
 */
public record BackPressure(Policy policy, @Nullable Duration timeout) {
    /** Tells the caller. */
    public static final BackPressure FAIL = new BackPressure(Policy.FAIL, null);

    /** The policies. None makes {@code offer} or {@code tryClaim} wait, and none makes {@code send} lose a message. */
    public enum Policy {
        /** Offers answer that they were not accepted; "send" waits for bus.template.send-timeout, then throws. */
        FAIL,
        /** Offers answer that they were not accepted; "send" waits for a time of the stream's own, then throws. */
        BLOCK,
        /** Offers drop the message, which is counted and logged; "send" waits and throws. */
        DROP_NEWEST
    }

    public BackPressure {
        if (policy == Policy.BLOCK && timeout == null) {
            throw new BusConfigurationException("back-pressure=block needs a back-pressure-timeout, the time that send "
                    + "waits for room, such as 2s");
        } else if (policy != Policy.BLOCK && timeout != null) {
            throw new BusConfigurationException("back-pressure-timeout is for back-pressure=block only; remove it, or "
                    + "set back-pressure=block");
        } else if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new BusConfigurationException("back-pressure-timeout must be positive, but was " + timeout);
        }
    }

    /** How long {@code send} waits for room where the call does not say. */
    Duration sendTimeout(TemplateOptions options) {
        return timeout == null ? options.sendTimeout() : timeout;
    }
}
