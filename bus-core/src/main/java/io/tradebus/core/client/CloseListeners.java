package io.tradebus.core.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Those who want to know when a client closes. Used under the client's lock. */
final class CloseListeners {
    private final List<Runnable> listeners = new ArrayList<>();

    void add(Runnable listener) {
        listeners.add(listener);
    }

    void remove(Runnable listener) {
        listeners.remove(listener);
    }

    /**
     * Tells all of them, once.
     *
     * @param failures takes what a listener throws; the others are told all the same
     */
    void tellAll(Consumer<Throwable> failures) {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException | Error failure) {
                failures.accept(failure);
            }
        }
        listeners.clear();
    }
}
