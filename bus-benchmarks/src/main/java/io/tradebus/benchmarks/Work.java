package io.tradebus.benchmarks;

import java.util.List;

/**
 * What is asked of a benchmark. Where nothing is said, a benchmark has an idea of its own.
 *
 * @param lengths of messages in bytes; empty for the benchmark's own
 * @param rates of messages a second
 * @param subscribers how many read the same stream
 * @param publications of which kinds; empty for the benchmark's own
 * @param streams how many there are
 * @param spread over how many streams messages are spread
 * @param seconds about how long a round takes; 0 for the benchmark's own amount of work
 */
record Work(
        List<Integer> lengths,
        List<Integer> rates,
        List<Integer> subscribers,
        List<PublicationKind> publications,
        int streams,
        List<Integer> spread,
        double seconds) {
    /** Nothing in particular. */
    static final Work DEFAULT = new Work(
            List.of(), List.of(10_000, 100_000, 500_000), List.of(1), List.of(), 1_000, List.of(1, 10, 100, 1_000), 0);

    List<Integer> lengthsOr(Integer... lengthsOfBenchmark) {
        return lengths.isEmpty() ? List.of(lengthsOfBenchmark) : lengths;
    }

    List<PublicationKind> publicationsOr(PublicationKind... kindsOfBenchmark) {
        return publications.isEmpty() ? List.of(kindsOfBenchmark) : publications;
    }

    double secondsOr(double secondsOfBenchmark) {
        return seconds > 0 ? seconds : secondsOfBenchmark;
    }

    Work withLengths(Integer... newLengths) {
        return new Work(List.of(newLengths), rates, subscribers, publications, streams, spread, seconds);
    }

    Work withSeconds(double newSeconds) {
        return new Work(lengths, rates, subscribers, publications, streams, spread, newSeconds);
    }
}
