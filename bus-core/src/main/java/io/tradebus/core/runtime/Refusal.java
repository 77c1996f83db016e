package io.tradebus.core.runtime;

import io.tradebus.core.RegistrationException;

/** Why something was refused, in words that are the same for each request that is refused for the same reason. */
final class Refusal {
    private Refusal() {}

    static String reasonOf(RuntimeException refusal) {
        return refusal instanceof RegistrationException registration
                ? registration.reason()
                : String.valueOf(refusal.getMessage());
    }
}
