package io.tradebus.core.runtime;

import io.tradebus.core.config.ClientConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** Listens to the orders of an external driver until it is killed. */
public final class SubscriberProgram {
    private SubscriberProgram() {}

    /** Takes the driver directory. */
    public static void main(String[] arguments) {
        BusRuntime runtime = BusRuntime.external(
                ClientConfig.defaults(Path.of(arguments[0])), Duration.ofSeconds(60), RuntimeObserver.NONE);
        ListenerAgent agent = runtime.listener(
                ListenerDefinition.of("peer", InvokedBus.ORDERS),
                (buffer, offset, length, header) -> BusAction.CONTINUE,
                (failure, message, attempt) -> FailureDecision.HALT);
        new AgentRunner(new SleepingMillisIdleStrategy(1), Throwable::printStackTrace, null, agent).run();
    }
}
