package io.tradebus.guide.plain;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.FailureDecision;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;

final class Plain {
    private Plain() {}

    static void run(Path directory, DirectBuffer message, LongConsumer positions) throws Exception {
        // tag::runtime[]
        StreamDefinition orders = StreamDefinition.of("orders", "aeron:ipc?term-length=64k", 1001);
        try (BusRuntime bus = BusRuntime.embedded(
                DriverConfig.defaults(directory), ClientConfig.defaults(directory), RuntimeObserver.NONE)) {
            ListenerAgent listener = bus.listener(
                    ListenerDefinition.of("journal", orders),
                    (buffer, offset, length, header) -> {
                        positions.accept(header.position());
                        return BusAction.CONTINUE;
                    },
                    (failure, failed, attempt) -> FailureDecision.HALT);
            BusPublisher publisher = bus.publisher(orders);

            long result = publisher.offer(message, 0, message.capacity());
            while (result < 0 && OfferStatus.of(result).isRetryable()) {
                Thread.onSpinWait();
                result = publisher.offer(message, 0, message.capacity());
            }
            while (listener.doWork() == 0) { // a duty cycle; in an application a thread of its own runs it
                Thread.onSpinWait();
            }
            listener.close();
        }
        // end::runtime[]
    }
}
