package io.tradebus.benchmarks.start.bus;

import io.tradebus.benchmarks.start.StartReport;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

/** As the plain application, with a driver in its process and one stream, which its bean publishes and listens to. */
@SpringBootApplication
public class BusApplication {
    public static void main(String[] arguments) {
        StartReport.run(
                BusApplication.class,
                Map.of(
                        "spring.application.name", "bus",
                        "bus.streams.quotes.channel", "ipc",
                        "bus.streams.quotes.stream-id", "1001"));
    }

    /** Keeps quotes. */
    @Component
    static class Quotes {
        private final BusPublisher publisher;
        private long last;

        Quotes(@BusPublication("quotes") BusPublisher publisher) {
            this.publisher = publisher;
        }

        @BusListener("quotes")
        void onQuote(DirectBuffer buffer, int offset, int length) {
            last = buffer.getLong(offset);
        }

        /** The last one. */
        long last() {
            return last;
        }

        boolean isConnected() {
            return publisher.isConnected();
        }
    }
}
