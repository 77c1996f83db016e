package io.tradebus.guide.publishing;

import io.tradebus.core.client.MessageBatch;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
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

    /** Returns how many prices were sent: fewer than all when the stream takes no more for now. */
    int publish(long[] instruments, long[] values) {
        batch.clear();
        int sent = 0;
        for (int i = 0; i < instruments.length; i++) {
            int offset = batch.claim(16); // or batch.add(buffer, offset, length)
            if (offset == MessageBatch.NO_ROOM) {
                if (!flush()) {
                    return sent;
                }
                sent = i;
                offset = batch.claim(16);
            }
            batch.buffer().putLong(offset, instruments[i]);
            batch.buffer().putLong(offset + 8, values[i]);
        }
        return batch.isEmpty() || flush() ? instruments.length : sent;
    }

    private boolean flush() {
        long position = prices.offer(batch);
        if (position == OfferStatus.ADMIN_ACTION.code()) { // the log goes on to its next term
            position = prices.offer(batch);
        }
        return position > 0; // otherwise the batch keeps its messages, for another attempt or clear()
    }
}
// end::snapshot[]
