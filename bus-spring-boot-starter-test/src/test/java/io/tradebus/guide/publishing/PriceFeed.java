package io.tradebus.guide.publishing;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusPublication;
import org.springframework.stereotype.Component;

// tag::feed[]
@Component
class PriceFeed {
    private final BusPublisher prices;
    private final BusClaim claim = new BusClaim(); // used again and again, by one thread

    PriceFeed(@BusPublication("prices") BusPublisher prices) {
        this.prices = prices;
    }

    boolean publish(long instrument, long price) {
        if (prices.tryClaim(16, claim) < 0) {
            return false; // a negative code: OfferStatus.of(...) says which
        }
        try (claim) { // aborts if an exception comes before the commit
            claim.buffer().putLong(claim.offset(), instrument);
            claim.buffer().putLong(claim.offset() + 8, price);
            claim.commit();
        }
        return true;
    }
}
// end::feed[]
