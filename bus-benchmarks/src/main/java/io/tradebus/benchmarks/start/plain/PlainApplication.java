package io.tradebus.benchmarks.start.plain;

import io.tradebus.benchmarks.start.StartReport;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

/** An application with one bean of its own. */
@SpringBootApplication
public class PlainApplication {
    public static void main(String[] arguments) {
        StartReport.run(PlainApplication.class, Map.of("spring.application.name", "plain"));
    }

    /** Keeps quotes. */
    @Component
    static class Quotes {
        private long last;

        void onQuote(long quote) {
            last = quote;
        }

        /** The last one. */
        long last() {
            return last;
        }
    }
}
