package io.tradebus.core.simulation;

/**
 * How well datagrams travel from one node to another. Rates are from 0, never, to 1, always.
 *
 * @param latencyNs nanoseconds that every datagram takes at least
 * @param jitterNs most nanoseconds that it takes longer; may let one overtake another
 * @param loss rate of datagrams that do not arrive
 * @param duplication rate of datagrams that arrive twice
 * @param reordering rate of datagrams that arrive much later than others
 * @param corruption rate of datagrams that arrive damaged, always in a way that can be seen: nothing else in the protocol
 *     protects what a datagram holds
 */
public record LinkQuality(
        long latencyNs, long jitterNs, double loss, double duplication, double reordering, double corruption) {
    /** A tenth of a millisecond, and nothing goes wrong. */
    public static final LinkQuality PERFECT = new LinkQuality(100_000, 0, 0, 0, 0, 0);

    public LinkQuality withLatencyNs(long latencyNs) {
        return new LinkQuality(latencyNs, jitterNs, loss, duplication, reordering, corruption);
    }

    public LinkQuality withJitterNs(long jitterNs) {
        return new LinkQuality(latencyNs, jitterNs, loss, duplication, reordering, corruption);
    }

    public LinkQuality withLoss(double loss) {
        return new LinkQuality(latencyNs, jitterNs, loss, duplication, reordering, corruption);
    }

    public LinkQuality withDuplication(double duplication) {
        return new LinkQuality(latencyNs, jitterNs, loss, duplication, reordering, corruption);
    }

    public LinkQuality withReordering(double reordering) {
        return new LinkQuality(latencyNs, jitterNs, loss, duplication, reordering, corruption);
    }

    public LinkQuality withCorruption(double corruption) {
        return new LinkQuality(latencyNs, jitterNs, loss, duplication, reordering, corruption);
    }
}
