package io.tradebus.example.risk.bus;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.example.messages.MessageHeaderEncoder;
import io.tradebus.example.messages.RiskStatusEncoder;
import io.tradebus.spring.annotation.BusPublication;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the gateway several times a second that this process lives, and which epoch it has reached. A status that finds
 * no place is left out: the next one says the same.
 */
@Component
class StatusReporter {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + RiskStatusEncoder.BLOCK_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RiskStatusEncoder status = new RiskStatusEncoder();
    private final BusClaim claim = new BusClaim();
    private final Epoch epoch;
    private final OrderDesk desk;
    private final RiskInstance instance;
    private final BusPublisher decisions;

    StatusReporter(
            Epoch epoch, OrderDesk desk, RiskInstance instance, @BusPublication("decisions") BusPublisher decisions) {
        this.epoch = epoch;
        this.desk = desk;
        this.instance = instance;
        this.decisions = decisions;
    }

    @Scheduled(fixedRateString = "${risk.status-interval:100ms}")
    void report() {
        // Read before the claim: whoever sees this epoch finds every answer of an earlier one in front of the status.
        long reached = epoch.current();
        if (decisions.tryClaim(LENGTH, claim) <= 0) {
            return;
        }
        try (claim) {
            status.wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
                    .riskInstance(instance.id())
                    .epoch(reached)
                    .decided(desk.decidedCount())
                    .recovered(desk.recoveredCount());
            claim.commit();
        }
    }
}
