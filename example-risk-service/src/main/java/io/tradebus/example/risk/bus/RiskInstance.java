package io.tradebus.example.risk.bus;

import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** Name of this process among all that ever answer: a number made up at the start. */
@Component
public class RiskInstance {
    private final long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

    public long id() {
        return id;
    }
}
