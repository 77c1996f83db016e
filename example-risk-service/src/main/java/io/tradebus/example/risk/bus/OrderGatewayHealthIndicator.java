package io.tradebus.example.risk.bus;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusPublication;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Up while a gateway listens to the decisions. */
@Component
class OrderGatewayHealthIndicator extends AbstractHealthIndicator {
    private final BusPublisher decisions;
    private final OrderDesk desk;
    private final OrderListener listener;

    OrderGatewayHealthIndicator(
            @BusPublication("decisions") BusPublisher decisions, OrderDesk desk, OrderListener listener) {
        this.decisions = decisions;
        this.desk = desk;
        this.listener = listener;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        (decisions.isConnected() ? builder.up() : builder.down())
                .withDetail("decided", desk.decidedCount())
                .withDetail("recovered", desk.recoveredCount())
                .withDetail("ignored", listener.ignoredCount());
    }
}
