package io.tradebus.core.driver;

import io.tradebus.core.config.FallbackLogger;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the error log has no room for.
 *
 * @param stream where it is written, or null
 */
record FallbackLog(@Nullable PrintStream stream) implements Consumer<String> {
    static FallbackLog of(FallbackLogger logger) {
        if (logger == FallbackLogger.NO_OP) {
            return new FallbackLog(null);
        }
        return new FallbackLog(logger == FallbackLogger.STDOUT ? System.out : System.err);
    }

    @Override
    public void accept(String text) {
        if (stream != null) {
            stream.println(text);
        }
    }
}
