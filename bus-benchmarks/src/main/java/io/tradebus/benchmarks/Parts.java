package io.tradebus.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** What is measured when everything is: first what has bars to reach, which must not be left out. */
final class Parts {
    private static final List<Part> ALL = Stream.concat(PartsWithBars.all().stream(), OtherParts.all().stream())
            .toList();

    private Parts() {}

    /** @throws IllegalArgumentException if there is none of this name */
    static Part named(String name) {
        return ALL.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no '" + name + "', but "
                        + ALL.stream().map(Part::name).toList()));
    }

    static List<Part> all() {
        return ALL;
    }
}
