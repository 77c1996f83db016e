package io.tradebus.benchmarks;

/**
 * How long one benchmark of all takes. Whatever it is, it is of each round of each maker.
 *
 * @param measurements how many share the time there is
 * @param fixedSeconds those that nothing can make less
 * @param repeats how many rounds it has for each one that others have
 */
record PartTime(int measurements, double fixedSeconds, int repeats) {
    /** Processes of drivers and clients have to start and to end. */
    private static final double START_SECONDS = 4;
    /** To connect, and to close what was connected. */
    private static final double SECONDS_AROUND_ONE = 0.4;

    static PartTime shared(int measurements) {
        return new PartTime(measurements, 0, 1);
    }

    static PartTime fixed(double seconds) {
        return new PartTime(0, seconds, 1);
    }

    /** The same with so many rounds for each one: short ones, whose figures differ much. */
    PartTime times(int number) {
        return new PartTime(measurements, fixedSeconds, number);
    }

    /** How many rounds it has when others have so many. */
    int rounds(int ofOthers) {
        return ofOthers * repeats;
    }

    /** Seconds, beside those that measurements share, of all rounds and one more that warms up. */
    double fixedSeconds(int rounds, int makers) {
        return START_SECONDS + (rounds(rounds) + 1) * makers * (fixedSeconds + measurements * SECONDS_AROUND_ONE);
    }

    /** Measurements that share the time. */
    int measurements(int rounds, int makers) {
        // Throughput finds out with a measurement of each maker how much it can do in the time.
        return (rounds(rounds) + 2) * makers * measurements;
    }

    /** Seconds all of it takes with so many for each measurement. */
    double seconds(int rounds, int makers, double secondsOfOne) {
        return fixedSeconds(rounds, makers) + measurements(rounds, makers) * secondsOfOne;
    }
}
