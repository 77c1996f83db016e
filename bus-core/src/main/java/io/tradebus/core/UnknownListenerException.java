package io.tradebus.core;

import java.util.Collection;
import java.util.List;

/** A listener was named that does not exist. The message lists those that do. */
public final class UnknownListenerException extends BusException {
    private final String name;
    private final List<String> knownNames;

    public UnknownListenerException(String name, Collection<String> knownNames) {
        super(message(name, knownNames));
        this.name = name;
        this.knownNames = knownNames.stream().sorted().toList();
    }

    /** The name that was asked for. */
    public String name() {
        return name;
    }

    /** The names there are, sorted. */
    public List<String> knownNames() {
        return knownNames;
    }

    private static String message(String name, Collection<String> knownNames) {
        String nearest = NearestName.of(name, knownNames);
        return "there is no listener '" + name + "'"
                + (nearest == null ? "" : ", did you mean '" + nearest + "'?")
                + (nearest == null ? "; known are: " : " Known are: ")
                + (knownNames.isEmpty()
                        ? "none"
                        : String.join(", ", knownNames.stream().sorted().toList()));
    }
}
