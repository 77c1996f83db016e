package io.tradebus.core.format.channel;

import org.jspecify.annotations.Nullable;

/**
 * What a publication that carries an entity tag gives to another one that names it by {@code session-id=tag:}.
 *
 * @param sessionId its session
 * @param mtuLength its largest frame in bytes
 * @param termLength bytes of each of its terms
 */
public record TaggedPublication(int sessionId, int mtuLength, int termLength) {
    /** Finds publications of one medium by entity tag. */
    @FunctionalInterface
    public interface Lookup {
        /** The publication with a tag, or null if there is none. */
        @Nullable TaggedPublication find(long entityTag);
    }
}
