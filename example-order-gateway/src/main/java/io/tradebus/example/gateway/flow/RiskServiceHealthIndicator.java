package io.tradebus.example.gateway.flow;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Up while orders can be decided. */
@Component
class RiskServiceHealthIndicator extends AbstractHealthIndicator {
    private final OrderFlow flow;

    RiskServiceHealthIndicator(OrderFlow flow) {
        this.flow = flow;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        (flow.isUp() ? builder.up() : builder.down())
                .withDetail("state", flow.peerState())
                .withDetail("outstanding", flow.outstandingCount());
    }
}
