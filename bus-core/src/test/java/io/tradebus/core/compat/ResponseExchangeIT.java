package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.compat.ResponsePair.Part;
import io.tradebus.core.support.Conformance;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and responses between drivers and clients of ours and stock ones. */
class ResponseExchangeIT {
    private static final int ROUNDS = 5;
    // Where nobody is killed no request may be given up, however slow the machine is.
    private static final int PATIENT_S = 60;
    private static final int DEADLINE_S = 5;
    private static final Map<String, String> SETTINGS = Map.of(
            "aeron.image.liveness.timeout", "2s",
            "aeron.publication.connection.timeout", "1s",
            "aeron.client.liveness.timeout", "3s");

    @ParameterizedTest
    @CsvSource({
        "US>STOCK, US, US",
        "STOCK>US, US, US",
        "US>US, STOCK, US",
        "US>US, US, STOCK",
        "US>STOCK, STOCK, STOCK",
        "STOCK>US, STOCK, STOCK",
        "STOCK>STOCK, US, US"
    })
    @Conformance({"WP-33", "WP-89", "WP-90", "WP-91", "DB-85"})
    void everyRequestIsAnsweredOnce(String drivers, Maker requester, Maker responder) {
        try (ResponsePair pair = ResponsePair.start(
                Makers.parse(drivers), program(requester), program(responder), PATIENT_S, Map.of())) {
            for (int i = 0; i < ROUNDS; i++) {
                pair.awaitAnswer();
            }
            long[] counts = pair.end();

            assertThat(counts[0]).isPositive();
            assertThat(counts).containsExactly(counts[0], counts[0], 0, 0);
            UdpDrivers.requireUnharmed(pair.requesterDriver());
            UdpDrivers.requireUnharmed(pair.responderDriver());
        }
    }

    /** Our client on drivers of which none makes a subscription follow its responder. */
    @ParameterizedTest
    @CsvSource({"STOCK>STOCK", "STOCK>US", "US>STOCK"})
    void ourRequesterFindsAResponderAgainOnStockDriversToo(String drivers) {
        Class<?> program = program(Maker.US);
        try (ResponsePair pair = ResponsePair.start(Makers.parse(drivers), program, program, DEADLINE_S, SETTINGS)) {
            pair.awaitAnswer();
            for (Part part : new Part[] {Part.RESPONDER, Part.RESPONDER_DRIVER, Part.RESPONDER}) {
                pair.kill(part);
                pair.restart(part);
                pair.awaitAnswer();
            }
            long[] counts = pair.end();

            assertThat(counts[1] + counts[2]).isEqualTo(counts[0]);
            UdpDrivers.requireUnharmed(pair.requesterDriver());
        }
    }

    private static Class<?> program(Maker maker) {
        return switch (maker) {
            case US -> OurResponseProgram.class;
            case STOCK -> StockResponseProgram.class;
        };
    }
}
