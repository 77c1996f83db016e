package io.tradebus.guide.listeners;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import org.agrona.DirectBuffer;
import org.springframework.stereotype.Component;

// tag::forwarder[]
@Component
class Forwarder {
    private final BusPublisher archive;

    Forwarder(@BusPublication("archive") BusPublisher archive) {
        this.archive = archive;
    }

    @BusListener("notes")
    BusAction forward(DirectBuffer buffer, int offset, int length) {
        long result = archive.offer(buffer, offset, length);
        return result > 0 ? BusAction.CONTINUE : BusAction.ABORT; // not now: the same message comes again
    }
}
// end::forwarder[]
