package io.tradebus.guide.errors;

import io.tradebus.spring.event.BusListenerHalted;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class Alarm {
    private final AtomicReference<String> last = new AtomicReference<>("");

    // tag::event[]
    @EventListener
    void on(BusListenerHalted event) {
        wakeSomebody("listener " + event.listener() + " has halted: " + event.failure());
    }
    // end::event[]

    private void wakeSomebody(String text) {
        last.set(text);
    }

    String last() {
        return last.get();
    }
}
