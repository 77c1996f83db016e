package io.tradebus.core.simulation;

import io.tradebus.core.format.frame.Frames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What was sent, in order, one datagram to a line: when, from whom, to whom, its first frame, and what became of it if it
 * did not arrive as it was.
 *
 * <pre>
 * 0.300 ms  B -> A  NAK   session=7 stream=10 term=5 offset=1408 range=1408
 * </pre>
 *
 * <p>What goes to a group is one line for each node that is to get it. What is random or says little is left out:
 * receiver ids and the times in measurements of the round trip.
 */
public final class Transcript {
    private static final double MS_IN_NS = 1e6;
    private static final int NAME_WIDTH = 5;

    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** @param capacity datagrams that are kept, the latest */
    public Transcript(int capacity) {
        this.capacity = capacity;
    }

    private record Entry(long atNs, Flight flight, String fate) {}

    void note(long atNs, Flight flight, String fate) {
        if (entries.size() == capacity) {
            entries.remove();
        }
        entries.add(new Entry(atNs, flight, fate));
    }

    /** Forgets what was sent so far. */
    public void clear() {
        entries.clear();
    }

    /** How many datagrams were sent that match. */
    public int count(DatagramFilter filter) {
        return flights(filter).size();
    }

    /** What was sent that matches. */
    public List<Flight> flights(DatagramFilter filter) {
        List<Flight> flights = new ArrayList<>();
        entries.forEach(entry -> {
            if (filter.matches(entry.flight)) {
                flights.add(entry.flight);
            }
        });
        return flights;
    }

    /** When what matches was sent, in nanoseconds since the simulation began. */
    public List<Long> timesNs(DatagramFilter filter) {
        List<Long> times = new ArrayList<>();
        entries.forEach(entry -> {
            if (filter.matches(entry.flight)) {
                times.add(entry.atNs);
            }
        });
        return times;
    }

    /** The lines of what matches. */
    public String text(DatagramFilter filter) {
        return text(entry -> filter.matches(entry.flight));
    }

    @Override
    public String toString() {
        return text(entry -> true);
    }

    private String text(Predicate<Entry> predicate) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> {
            if (predicate.test(entry)) {
                text.append(line(entry)).append('\n');
            }
        });
        return text.toString();
    }

    private static String line(Entry entry) {
        Flight flight = entry.flight;
        String line = String.format(
                Locale.ROOT,
                "%.3f ms  %s -> %s  %s",
                entry.atNs / MS_IN_NS,
                flight.link().from(),
                flight.link().to(),
                describe(flight));
        return entry.fate.isEmpty() ? line : line + "  " + entry.fate;
    }

    private static String describe(Flight flight) {
        String text = Frames.describe(flight.frame(), 0, flight.length());
        int blank = text.indexOf(' ');
        String name = text.substring(0, blank);
        if (name.equals("malformed")) {
            return text;
        }
        return name + " ".repeat(Math.max(1, NAME_WIDTH + 1 - name.length())) + compact(text.substring(blank + 1));
    }

    private static String compact(String fields) {
        List<String> kept = new ArrayList<>(List.of(fields.split(" ")));
        kept.removeIf(field -> field.startsWith("receiver=") || field.startsWith("echo=") || field.equals("delta=0"));
        return String.join(" ", kept);
    }
}
