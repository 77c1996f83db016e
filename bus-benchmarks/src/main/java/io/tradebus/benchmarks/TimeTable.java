package io.tradebus.benchmarks;

import java.util.List;
import java.util.Optional;

/**
 * Shares out the time that is left among the benchmarks that are left, anew before each of them, since none takes exactly the
 * time it was given. Those with bars have all rounds, whatever time they take; the others have fewer, and are left out when
 * the time is up.
 *
 * @param rounds of a benchmark with bars
 * @param makers how many are measured
 */
record TimeTable(int rounds, int makers) {
    private static final double SHORTEST_SECONDS = 0.2;
    private static final double LONGEST_SECONDS = 4;
    private static final double SHARE_OF_OTHERS = 0.6;

    /**
     * What one benchmark is given.
     *
     * @param rounds how many
     * @param seconds of one measurement
     */
    record Slot(int rounds, double seconds) {
        /** How long that takes. */
        double expectedSeconds(PartTime time, int makers) {
            return time.seconds(rounds, makers, seconds);
        }
    }

    /** What the first of those that are left is given; nothing if there is no time for it. */
    Optional<Slot> next(List<Part> left, double secondsLeft) {
        Part first = left.get(0);
        for (int others = roundsOfOthers(); others >= 1; others--) {
            double seconds = share(left, secondsLeft, others);
            if (seconds >= SHORTEST_SECONDS) {
                return Optional.of(new Slot(first.hasBars() ? rounds : others, Math.min(LONGEST_SECONDS, seconds)));
            }
        }
        return first.hasBars() ? Optional.of(withoutOthers(left, secondsLeft)) : alone(first, secondsLeft);
    }

    /** Fewer, but at least one. */
    private int roundsOfOthers() {
        return Math.max(1, (int) (rounds * SHARE_OF_OTHERS));
    }

    private Slot withoutOthers(List<Part> left, double secondsLeft) {
        double seconds = share(left.stream().filter(Part::hasBars).toList(), secondsLeft, 1);
        return new Slot(rounds, Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, seconds)));
    }

    private Optional<Slot> alone(Part part, double secondsLeft) {
        boolean hasTime = share(List.of(part), secondsLeft, 1) >= SHORTEST_SECONDS;
        return hasTime ? Optional.of(new Slot(1, SHORTEST_SECONDS)) : Optional.empty();
    }

    /** Seconds for each measurement of some benchmarks; below 0 if there are too few even for what surrounds them. */
    private double share(List<Part> parts, double secondsLeft, int roundsOfOthers) {
        double fixed = 0;
        int measurements = 0;
        for (Part part : parts) {
            int each = part.hasBars() ? rounds : roundsOfOthers;
            fixed += part.time().fixedSeconds(each, makers);
            measurements += part.time().measurements(each, makers);
        }
        double shared = secondsLeft - fixed;
        return measurements > 0 ? shared / measurements : shared < 0 ? shared : LONGEST_SECONDS;
    }
}
