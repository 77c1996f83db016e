package io.tradebus.example.risk.limit;

/**
 * What may be traded, and within which bounds.
 *
 * @param index number of the instrument, from 0
 * @param code name, as {@link Code}
 * @param tickSize smallest step of the price, fixed point
 * @param lowestPrice lower end of the price band, fixed point, allowed itself
 * @param highestPrice upper end of the price band, fixed point, allowed itself
 * @param maxOrderQuantity most units in one order
 */
public record Instrument(
        int index, long code, long tickSize, long lowestPrice, long highestPrice, long maxOrderQuantity) {
    private static final int BASIS_POINTS = 10_000;

    public Instrument {
        requirePositive("tickSize", tickSize);
        requirePositive("maxOrderQuantity", maxOrderQuantity);
        requirePositive("lowestPrice", lowestPrice);
        // The largest order allowed must have a value that fits, so that deciding needs no check for overflow.
        Math.multiplyExact(highestPrice, maxOrderQuantity);
    }

    /** An instrument whose band reaches {@code bandBasisPoints} hundredths of a percent to each side of a price. */
    public static Instrument aroundReferencePrice(
            int index, long code, long tickSize, long referencePrice, long bandBasisPoints, long maxOrderQuantity) {
        long band = Math.multiplyExact(referencePrice, bandBasisPoints);
        return new Instrument(
                index,
                code,
                tickSize,
                // Rounded towards the reference price: what the band does not cover in full is outside.
                referencePrice - band / BASIS_POINTS,
                referencePrice + band / BASIS_POINTS,
                maxOrderQuantity);
    }

    boolean isOnGrid(long price) {
        return price > 0 && price % tickSize == 0;
    }

    boolean isInBand(long price) {
        return price >= lowestPrice && price <= highestPrice;
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
    }
}
