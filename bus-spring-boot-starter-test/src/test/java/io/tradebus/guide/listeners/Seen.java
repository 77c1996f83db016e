package io.tradebus.guide.listeners;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the listeners have done, for the test. */
@Component
class Seen {
    private final List<String> all = new ArrayList<>();

    synchronized void add(String what) {
        all.add(what);
    }

    synchronized List<String> all() {
        return List.copyOf(all);
    }
}
