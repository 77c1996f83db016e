package io.tradebus.spring.test;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ObjectAssert;

/**
 * What is asserted of a {@link BusProbe}. Each assertion about a number of messages waits for them, at most as long as
 * {@link #within} says.
 */
public final class BusProbeAssert extends AbstractAssert<BusProbeAssert, BusProbe> {
    private Duration timeout = Duration.ofSeconds(10);

    BusProbeAssert(BusProbe probe) {
        super(probe, BusProbeAssert.class);
    }

    /** How long to wait, by the clock of the bus; 10 seconds otherwise. */
    public BusProbeAssert within(Duration duration) {
        timeout = duration;
        return this;
    }

    /** Waits for so many messages; there must not be more by then. */
    public BusProbeAssert hasReceived(int count) {
        isNotNull();
        List<ProbedMessage> messages = actual.await(count, timeout);
        if (messages.size() > count) {
            throw failure(
                    "expected %s messages of stream '%s', but there were %s: %s",
                    count, actual.stream(), messages.size(), messages);
        }
        return this;
    }

    /** There has been no message so far; where the test runs the bus, there is none on its way either. */
    public BusProbeAssert hasReceivedNothing() {
        isNotNull();
        actual.runWhatIsDue();
        List<ProbedMessage> messages = actual.messages();
        if (!messages.isEmpty()) {
            throw failure(
                    "expected no message of stream '%s', but there were %s: %s",
                    actual.stream(), messages.size(), messages);
        }
        return this;
    }

    /** The messages so far, each as a listener with a parameter of this type gets it. */
    public <T> ListAssert<T> decodedAs(Class<T> type) {
        isNotNull();
        return Assertions.assertThat(
                actual.messages().stream().map(message -> message.as(type)).toList());
    }

    /** Waits for a message, and goes on with the last one as a listener with a parameter of this type gets it. */
    public <T> ObjectAssert<T> lastAs(Class<T> type) {
        isNotNull();
        List<ProbedMessage> messages = actual.await(1, timeout);
        return Assertions.assertThat(messages.get(messages.size() - 1).as(type));
    }
}
