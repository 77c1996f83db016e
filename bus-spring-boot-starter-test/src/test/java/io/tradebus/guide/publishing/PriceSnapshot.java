package io.tradebus.guide.publishing;

import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusPublication;
import org.springframework.stereotype.Component;

// tag::snapshot[]
@Component
class PriceSnapshot {
    private final BusPublisher prices;
    private final MessageBatch batch; // used again and again, by one thread

    PriceSnapshot(@BusPublication("prices") BusPublisher prices) {
        this.prices = prices;
        this.batch = prices.newBatch(8 * 1024); // bytes in the log, 32 more than the message for each, rounded up to 32
    }

    boolean publish(long[] instruments, long[] values) {
        batch.clear();
        for (int i = 0; i < instruments.length; i++) {
            int offset = batch.claim(16); // or batch.add(buffer, offset, length)
            batch.buffer().putLong(offset, instruments[i]);
            batch.buffer().putLong(offset + 8, values[i]);
        }
        return prices.offer(batch) > 0; // otherwise the batch still has them, for the next attempt
    }
}
// end::snapshot[]
