package io.tradebus.guide.listeners;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistrar;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.BusListenerSpec;
import io.tradebus.spring.listener.ListenerState;

class Declared {
    private final BusListenerRegistrar registrar;
    private final BusListenerRegistry listeners;
    private final Seen seen;

    Declared(BusListenerRegistrar registrar, BusListenerRegistry listeners, Seen seen) {
        this.registrar = registrar;
        this.listeners = listeners;
        this.seen = seen;
    }

    void add() {
        // tag::register[]
        registrar.register(BusListenerSpec.of("counter", "notes")
                .property("on-error", "skip")
                .handler((buffer, offset, length, header) -> {
                    seen.add("counted " + length);
                    return BusAction.CONTINUE;
                }));
        // end::register[]
    }

    void remove() {
        // tag::deregister[]
        registrar.deregister("counter");
        // end::deregister[]
    }

    void pauseAndResume() {
        // tag::registry[]
        BusListenerHandle journal = listeners.listener("journal");
        journal.pause(); // keeps its subscription: publishers are held back once the window is full
        if (journal.state() == ListenerState.PAUSED) {
            journal.resume();
        }
        // end::registry[]
    }
}
