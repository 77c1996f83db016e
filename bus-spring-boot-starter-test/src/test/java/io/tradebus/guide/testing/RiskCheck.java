package io.tradebus.guide.testing;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import org.agrona.DirectBuffer;
import org.springframework.stereotype.Component;

@Component
class RiskCheck {
    private final Accounts accounts;
    private final BusPublisher checked;

    RiskCheck(Accounts accounts, @BusPublication("checked-orders") BusPublisher checked) {
        this.accounts = accounts;
        this.checked = checked;
    }

    // tag::listener[]
    @BusListener("orders")
    BusAction onOrder(DirectBuffer buffer, int offset, int length) {
        String account = buffer.getStringWithoutLengthUtf8(offset, length);
        if (!accounts.isKnown(account)) {
            throw new IllegalArgumentException("unknown account " + account);
        }
        return checked.offer(buffer, offset, length) > 0 ? BusAction.CONTINUE : BusAction.ABORT;
    }
    // end::listener[]
}
