package io.tradebus.guide.testing;

import org.springframework.stereotype.Component;

/** What the listener asks; not there in a slice, since it does not listen itself. */
@Component
class Accounts {
    boolean isKnown(String name) {
        throw new IllegalStateException("asks a database for " + name);
    }
}
