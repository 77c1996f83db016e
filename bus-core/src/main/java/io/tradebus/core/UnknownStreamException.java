package io.tradebus.core;

import java.util.Collection;
import java.util.List;

/** A stream was named that is not configured. The message lists those that are. */
public final class UnknownStreamException extends BusException {
    private final String name;
    private final List<String> knownNames;

    public UnknownStreamException(String name, Collection<String> knownNames) {
        super(message(name, knownNames));
        this.name = name;
        this.knownNames = knownNames.stream().sorted().toList();
    }

    /** @param usedBy where the name stands, such as a method or a property */
    public UnknownStreamException(String name, Collection<String> knownNames, String usedBy) {
        super(message(name, knownNames) + " (" + usedBy + ")");
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
        return "there is no stream '" + name + "'"
                + (nearest == null ? "" : ", did you mean '" + nearest + "'?")
                + (nearest == null ? "; known are: " : " Known are: ")
                + (knownNames.isEmpty()
                        ? "none"
                        : String.join(", ", knownNames.stream().sorted().toList()));
    }
}
