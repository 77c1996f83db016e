package io.tradebus.core.format.log;

import static io.tradebus.core.format.log.Hex.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.format.log.LogDescription.SocketBuffers;
import io.tradebus.core.format.log.LogDescription.Timeouts;
import io.tradebus.core.format.log.LogDescription.Traits;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class LogMetadataTest {
    private static final int TERM_LENGTH = 64 << 10;

    private final UnsafeBuffer metadata = new UnsafeBuffer(new byte[LogLayout.METADATA_LENGTH]);

    @Test
    @Conformance({"SM-45", "SM-49"})
    void writesEveryFieldWhereTheFormatHasIt() {
        LogMetadata.initialise(
                metadata,
                LogDescription.builder(LogKind.EXCLUSIVE_PUBLICATION, 0x0102030405060708L).stream(
                                0x11121314, 0x21222324)
                        .start(0x31323334, 0x31323336, 128)
                        .termLength(TERM_LENGTH)
                        .mtuLength(1408)
                        .filePageSize(4096)
                        .publicationWindowLength(0x41)
                        .receiverWindowLength(0x42)
                        .maxResend(0x43)
                        .socketBuffers(new SocketBuffers(0x51, 0x52, 0x53, 0x54, 0x55, 0x56))
                        .entityTag(0x61)
                        .responseCorrelationId(0x62)
                        .timeouts(new Timeouts(0x71, 0x72, 0x73, 0x74))
                        .traits(new Traits(true, false, true, false, true, false, true, false))
                        .build());

        assertThat(Hex.of(metadata, 0, 28)).isEqualTo(golden("""
                00000000 34333231  00000000 35333231  80000000 36333231  02000000
                """));
        assertThat(Hex.of(metadata, 28, 100)).matches("0*");
        assertThat(Hex.of(metadata, 128, 16)).isEqualTo(golden("ffffffffffffff7f 00000000 00000000"));
        assertThat(Hex.of(metadata, 144, 112)).matches("0*");
        assertThat(Hex.of(metadata, 256, 64)).isEqualTo(golden("""
                0807060504030201 34333231 20000000 80050000 00000100 00100000 41000000
                42000000 51000000 52000000 53000000 54000000 55000000 56000000 43000000
                """));
        assertThat(Hex.of(metadata, 320, 32)).isEqualTo(golden("""
                00000000 00 c0 0100 80000000 14131211 24232221 34333231 0000000000000000
                """));
        assertThat(Hex.of(metadata, 352, 96)).matches("0*");
        assertThat(Hex.of(metadata, 448, 60)).isEqualTo(golden("""
                6100000000000000 6200000000000000 7100000000000000 7200000000000000 7300000000000000
                01 00 01 00 01 00 01 00 00 01 0000 7400000000000000
                """));
        assertThat(Hex.of(metadata, 508, LogLayout.METADATA_LENGTH - 508)).matches("0*");
    }

    @Test
    @Conformance("SM-46")
    void aFreshLogHasItsTailsOneRoundBack() {
        LogMetadata.initialise(
                metadata, publication().initialTermId(Integer.MIN_VALUE).build());

        assertTail(0, Integer.MIN_VALUE, 0);
        assertTail(1, Integer.MAX_VALUE - 1, 0);
        assertTail(2, Integer.MAX_VALUE, 0);
        assertThat(LogMetadata.activeTermCount(metadata)).isEqualTo(0);
        assertThat(LogMetadata.producerPosition(metadata)).isEqualTo(0);
    }

    @Test
    @Conformance("SM-47")
    void aStartPositionMovesTailsAndActiveTermCount() {
        LogDescription description = publication().start(5, 7, 128).build();

        LogMetadata.initialise(metadata, description);

        assertTail(0, 5, 0);
        assertTail(1, 6, 0);
        assertTail(2, 7, 128);
        assertThat(LogMetadata.activeTermCount(metadata)).isEqualTo(2);
        assertThat(LogMetadata.producerPosition(metadata)).isEqualTo(131_200);
        assertThat(description.startPosition()).isEqualTo(131_200);
    }

    @Test
    void theTailsOfAStartInALaterRoundFollowInACircle() {
        LogMetadata.initialise(metadata, publication().start(5, 9, 64).build());

        assertTail(1, 9, 64);
        assertTail(2, 7, 0);
        assertTail(0, 8, 0);
        assertThat(LogMetadata.activeTermCount(metadata)).isEqualTo(4);
    }

    @Test
    @Conformance("SM-48")
    void aStreamHasNoEndAtFirst() {
        LogMetadata.initialise(metadata, publication().build());
        assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(Long.MAX_VALUE);

        LogMetadata.endOfStreamPositionRelease(metadata, 4096);
        assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(4096);
    }

    @Test
    void thePositionOfAProducerThatOvershotIsTheEndOfTheTerm() {
        LogMetadata.initialise(metadata, publication().initialTermId(3).build());

        LogMetadata.getAndAddRawTail(metadata, 0, TERM_LENGTH - 32);
        LogMetadata.getAndAddRawTail(metadata, 0, 4096);

        assertThat(LogMetadata.producerPosition(metadata)).isEqualTo(TERM_LENGTH);
    }

    @Test
    void whatTheDriverChangesReadsBack() {
        LogMetadata.isConnectedRelease(metadata, true);
        LogMetadata.activeTransportCountRelease(metadata, 2);
        LogMetadata.revoke(metadata);

        assertThat(LogMetadata.isConnectedAcquire(metadata)).isTrue();
        assertThat(LogMetadata.activeTransportCount(metadata)).isEqualTo(2);
        assertThat(LogMetadata.isRevoked(metadata)).isTrue();
        assertThat(metadata.getInt(136)).isEqualTo(1);
        assertThat(metadata.getInt(140)).isEqualTo(2);
        assertThat(metadata.getByte(496)).isEqualTo((byte) 1);

        LogMetadata.isConnectedRelease(metadata, false);
        assertThat(LogMetadata.isConnectedAcquire(metadata)).isFalse();
    }

    @Test
    void anImageHasNeitherTailsNorPublicationDefaults() {
        LogDescription image = LogDescription.builder(LogKind.IMAGE, 9).stream(1, 2)
                .start(5, 7, 128)
                .termLength(TERM_LENGTH)
                .build();

        LogMetadata.initialise(metadata, image);

        assertThat(Hex.of(metadata, 0, 28)).matches("0*");
        assertThat(LogMetadata.kind(metadata)).isEqualTo(LogKind.IMAGE);
        assertThat(LogMetadata.maxResend(metadata)).isEqualTo(0);
        assertThat(LogMetadata.entityTag(metadata)).isEqualTo(0);
        assertThat(LogMetadata.responseCorrelationId(metadata)).isEqualTo(0);
        assertThat(LogMetadata.timeouts(metadata))
                .isEqualTo(new Timeouts(0, 5_000_000_000L, 10_000_000_000L, 5_000_000_000L));
        assertThat(LogMetadata.traits(metadata)).isEqualTo(Traits.OF_IMAGE);
    }

    @Test
    void whatWasDescribedReadsBack() {
        LogDescription description = publication()
                .socketBuffers(new SocketBuffers(1, 2, 3, 4, 5, 6))
                .traits(new Traits(false, true, false, true, false, true, false, true))
                .build();

        LogMetadata.initialise(metadata, description);

        assertThat(LogMetadata.registrationId(metadata)).isEqualTo(42);
        assertThat(LogMetadata.sessionId(metadata)).isEqualTo(7);
        assertThat(LogMetadata.streamId(metadata)).isEqualTo(1001);
        assertThat(LogMetadata.socketBuffers(metadata)).isEqualTo(description.socketBuffers());
        assertThat(LogMetadata.traits(metadata)).isEqualTo(description.traits());
        assertThat(LogMetadata.timeouts(metadata)).isEqualTo(description.timeouts());
        assertThat(LogMetadata.describe(metadata)).startsWith("LOG tail0=0 ").contains(" registration=42 ");
    }

    @Test
    void refusesStartsThatNoFrameCanHave() {
        assertThatThrownBy(() -> publication().start(5, 4, 0).build())
                .hasMessage("termId must not be before initialTermId, but was 4 with initialTermId 5");
        assertThatThrownBy(() -> publication().start(5, 5, 33).build())
                .hasMessage("termOffset must be a multiple of 32 and not negative, but was 33");
        assertThatThrownBy(() -> publication().start(5, 5, TERM_LENGTH + 32).build())
                .hasMessage("termOffset must not be beyond termLength 65536, but was 65568");
        assertThatThrownBy(() -> publication().mtuLength(1500).build())
                .hasMessage("mtuLength must be a multiple of 32 above 32, but was 1500");
    }

    @Test
    void saysWhatIsWrongWithMetadataOfOthers() {
        LogMetadata.initialise(metadata, publication().build());

        assertThat(LogMetadata.problem(metadata, 200_704)).isNull();
        assertThat(LogMetadata.problem(metadata, 200_705)).contains("file length 200705 is not 200704");
        metadata.putInt(280, 1000);
        assertThat(LogMetadata.problem(metadata, 200_704)).contains("page size 1000");
        metadata.putInt(276, 1000);
        assertThat(LogMetadata.problem(metadata, 200_704)).contains("term length 1000");
    }

    private void assertTail(int partition, int termId, int offset) {
        assertThat(LogMetadata.rawTail(metadata, partition)).isEqualTo(RawTail.pack(termId, offset));
    }

    private static LogDescriptionBuilder publication() {
        return LogDescription.builder(LogKind.CONCURRENT_PUBLICATION, 42).stream(7, 1001)
                .termLength(TERM_LENGTH);
    }
}
