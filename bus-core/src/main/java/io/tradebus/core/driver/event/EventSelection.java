package io.tradebus.core.driver.event;

import io.tradebus.core.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sets of events in words: as users write them, and as masks with one bit for each {@link DriverEvent}. */
public final class EventSelection {
    private static final String ALL = "all";
    private static final String ADMIN = "admin";

    private EventSelection() {}

    /**
     * Reads a list, separated by commas, of names or ids of events, of groups such as {@code streams}, of {@code all}, and
     * of {@code admin}, which is all but frames. Upper and lower case are equal.
     *
     * @param warnings told of each word that means nothing
     * @return the mask, 0 for an empty text
     */
    public static long parse(String text, Consumer<String> warnings) {
        long mask = 0;
        for (String part : text.split(",", -1)) {
            String word = part.strip();
            Long bits = word.isEmpty() ? Long.valueOf(0) : bits(word);
            if (bits == null) {
                String nearest = NearestName.of(word, known());
                warnings.accept("unknown event '" + word + "'"
                        + (nearest == null ? "" : ", did you mean " + nearest.toUpperCase(Locale.ROOT) + "?"));
            } else {
                mask |= bits;
            }
        }
        return mask;
    }

    /** The names of the events of a mask, separated by commas. */
    public static String names(long mask) {
        return Arrays.stream(DriverEvent.values())
                .filter(event -> (mask & event.bit()) != 0)
                .map(DriverEvent::name)
                .collect(Collectors.joining(","));
    }

    /** All events of some group. */
    static long of(EventGroup group) {
        long mask = 0;
        for (DriverEvent event : DriverEvent.values()) {
            mask |= event.group() == group ? event.bit() : 0;
        }
        return mask;
    }

    static long all() {
        long mask = 0;
        for (EventGroup group : EventGroup.values()) {
            mask |= of(group);
        }
        return mask;
    }

    private static @Nullable Long bits(String word) {
        if (word.equalsIgnoreCase(ALL)) {
            return all();
        }
        if (word.equalsIgnoreCase(ADMIN)) {
            return all() & ~of(EventGroup.FRAMES);
        }
        for (EventGroup group : EventGroup.values()) {
            if (group.name().equalsIgnoreCase(word)) {
                return of(group);
            }
        }
        for (DriverEvent event : DriverEvent.values()) {
            if (event.name().equalsIgnoreCase(word) || Objects.equals(word, Integer.toString(event.id()))) {
                return event.bit();
            }
        }
        return null;
    }

    private static List<String> known() {
        List<String> names = new ArrayList<>(List.of(ALL, ADMIN));
        Arrays.stream(EventGroup.values()).map(EventGroup::name).forEach(names::add);
        Arrays.stream(DriverEvent.values()).map(DriverEvent::name).forEach(names::add);
        return names;
    }
}
