package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpcOfferTest {
    private static final Setup EMBEDDED =
            Options.parse("--embedded", "--waiting=backoff").setup();

    @ParameterizedTest
    @CsvSource({"STOCK, EXCLUSIVE", "STOCK, BATCH", "US, EXCLUSIVE", "US, CONCURRENT", "US, BATCH"})
    void aLogIsFilledAndReadInTurn(Maker maker, PublicationKind kind) {
        try (PeerPair pair = PeerPair.start(maker, EMBEDDED, Transport.IPC)) {
            assertThat(IpcOffer.measure(pair.near(), kind, 32, 20))
                    .hasSize(2)
                    .satisfies(times -> assertThat(times[0]).isPositive());
            assertThat(IpcOffer.measure(pair.near(), kind, Transport.MAX_PAYLOAD_LENGTH, 20))
                    .hasSize(2);
        }
    }

    @Test
    void theMedianOfTheTimesCounts() {
        LogTimes times = new LogTimes();

        times.record(20_000, 4_000, 1_000);
        times.record(22_000, 5_000, 1_000);
        times.record(9_000_000, 8_000_000, 1_000);

        assertThat(times.offerNs()).isBetween(21.9, 22.1);
        assertThat(times.pollNs()).isBetween(4.9, 5.1);
    }

    @Test
    void messagesHaveOneFragment() {
        Options fragmented = Options.parse("1", "--embedded", "--lengths=2000");

        assertThatThrownBy(() -> IpcOffer.run(fragmented)).hasMessageContaining("from 8 to 1376 bytes here, not 2000");
    }

    @Test
    void batchesHaveNoMessagesOfSeveralFragments() {
        Work work = Options.parse("--publication=batch", "--lengths=1376,1377").work();

        assertThat(Throughput.cases(Transport.IPC, work))
                .containsExactly(new Throughput.Case(PublicationKind.BATCH, 1, 1376));
    }
}
