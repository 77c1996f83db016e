package io.tradebus.spring.autoconfigure.endpoint;

import java.util.Locale;

/** How constants are written in JSON: as they are in properties. */
final class Names {
    private Names() {}

    static String of(Enum<?> constant) {
        return of(constant.name());
    }

    static String of(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
