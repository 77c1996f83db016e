package io.tradebus.core.compat;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Who made the two ends of a stream.
 *
 * @param publisher made the driver and the client that send
 * @param subscriber made the driver and the client that receive
 */
record Makers(Maker publisher, Maker subscriber) {
    /** Which to test, such as {@code STOCK>STOCK} to see what the stock drivers do among themselves. */
    static final String PROPERTY = "compat.makers";

    private static final String DEFAULT = "US>STOCK,STOCK>US,US>US";

    static Stream<Makers> chosen() {
        return Arrays.stream(System.getProperty(PROPERTY, DEFAULT).split(",")).map(Makers::parse);
    }

    static Makers parse(String text) {
        int arrow = text.indexOf('>');
        return new Makers(Maker.valueOf(text.substring(0, arrow)), Maker.valueOf(text.substring(arrow + 1)));
    }

    @Override
    public String toString() {
        return publisher + ">" + subscriber;
    }
}
