package io.tradebus.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.ConcurrentPublication;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogDescription.Timeouts;
import io.tradebus.core.format.log.LogDescription.Traits;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads logs that a stock driver created and a stock client appended to. */
class StockLogFileIT {
    private static final int TERM_LENGTH = 64 << 10;

    private Path directory;
    private MediaDriver driver;
    private Aeron client;

    @BeforeEach
    void start() {
        directory = TestDirectories.create();
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.resolve("driver").toString())
                .threadingMode(ThreadingMode.SHARED)
                .ipcTermBufferLength(TERM_LENGTH));
        client = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    }

    @AfterEach
    void stop() {
        client.close();
        driver.close();
        IoUtil.delete(directory.toFile(), true);
    }

    @Test
    @Conformance({"SM-43", "SM-45", "SM-46", "SM-48", "SM-49"})
    void everyFieldOfAStockLogIsWhereOursIs() {
        try (ConcurrentPublication publication = client.addPublication("aeron:ipc?mtu=4096|session-id=77", 1001);
                LogFile log = LogFile.map(fileOf(publication.registrationId()))) {
            UnsafeBuffer metadata = log.metadata();
            int initialTermId = publication.initialTermId();

            assertThat(log.fileLength()).isEqualTo(200_704);
            assertThat(log.termLength()).isEqualTo(TERM_LENGTH);
            assertThat(LogMetadata.rawTail(metadata, 0)).isEqualTo(RawTail.pack(initialTermId, 0));
            assertThat(LogMetadata.rawTail(metadata, 1)).isEqualTo(RawTail.pack(initialTermId - 2, 0));
            assertThat(LogMetadata.rawTail(metadata, 2)).isEqualTo(RawTail.pack(initialTermId - 1, 0));
            assertThat(LogMetadata.activeTermCount(metadata)).isZero();
            assertThat(LogMetadata.endOfStreamPositionAcquire(metadata)).isEqualTo(LogMetadata.NOT_ENDED);
            assertThat(LogMetadata.isConnectedAcquire(metadata)).isFalse();
            assertThat(LogMetadata.activeTransportCount(metadata)).isZero();
            assertThat(LogMetadata.registrationId(metadata)).isEqualTo(publication.registrationId());
            assertThat(LogMetadata.initialTermId(metadata)).isEqualTo(initialTermId);
            assertThat(LogMetadata.defaultHeaderLength(metadata)).isEqualTo(32);
            assertThat(LogMetadata.mtuLength(metadata)).isEqualTo(4096);
            assertThat(LogMetadata.termLength(metadata)).isEqualTo(TERM_LENGTH);
            assertThat(LogMetadata.filePageSize(metadata)).isEqualTo(4096);
            assertThat(LogMetadata.publicationWindowLength(metadata)).isEqualTo(TERM_LENGTH / 2);
            assertThat(LogMetadata.receiverWindowLength(metadata)).isZero();
            assertThat(LogMetadata.maxResend(metadata)).isEqualTo(16);
            assertThat(LogMetadata.socketBuffers(metadata).sendLength()).isZero();
            assertThat(LogMetadata.socketBuffers(metadata).receiveLength()).isZero();
            assertThat(LogMetadata.sessionId(metadata)).isEqualTo(77);
            assertThat(LogMetadata.streamId(metadata)).isEqualTo(1001);
            assertThat(DataFrame.frameLength(metadata, LogMetadata.DEFAULT_HEADER))
                    .isZero();
            assertThat(DataFrame.flags(metadata, LogMetadata.DEFAULT_HEADER)).isEqualTo(0xC0);
            assertThat(DataFrame.type(metadata, LogMetadata.DEFAULT_HEADER)).isEqualTo(1);
            assertThat(DataFrame.termOffset(metadata, LogMetadata.DEFAULT_HEADER))
                    .isZero();
            assertThat(DataFrame.termId(metadata, LogMetadata.DEFAULT_HEADER)).isEqualTo(initialTermId);
            assertThat(LogMetadata.entityTag(metadata)).isEqualTo(-1);
            assertThat(LogMetadata.responseCorrelationId(metadata)).isEqualTo(-1);
            assertThat(LogMetadata.timeouts(metadata))
                    .isEqualTo(new Timeouts(5_000_000_000L, 5_000_000_000L, 10_000_000_000L, 5_000_000_000L));
            assertThat(LogMetadata.traits(metadata)).isEqualTo(Traits.OF_PUBLICATION);
            assertThat(LogMetadata.isRevoked(metadata)).isFalse();
            assertThat(LogMetadata.kind(metadata)).isEqualTo(LogKind.CONCURRENT_PUBLICATION);
        }
    }

    @Test
    @Conformance({"SM-45", "SM-47"})
    void aStockLogWithAStartPositionHasTheTailsThatOursHas() {
        String channel = "aeron:ipc?init-term-id=5|term-id=7|term-offset=128|term-length=64k|alias=a";
        try (ExclusivePublication publication = client.addExclusivePublication(channel, 1002);
                LogFile log = LogFile.map(fileOf(publication.registrationId()))) {
            UnsafeBuffer metadata = log.metadata();

            assertThat(LogMetadata.rawTail(metadata, 0)).isEqualTo(RawTail.pack(5, 0));
            assertThat(LogMetadata.rawTail(metadata, 1)).isEqualTo(RawTail.pack(6, 0));
            assertThat(LogMetadata.rawTail(metadata, 2)).isEqualTo(RawTail.pack(7, 128));
            assertThat(LogMetadata.activeTermCount(metadata)).isEqualTo(2);
            assertThat(LogMetadata.kind(metadata)).isEqualTo(LogKind.EXCLUSIVE_PUBLICATION);
            assertThat(LogMetadata.producerPosition(metadata)).isEqualTo(publication.position());
            assertThat(DataFrame.termOffset(metadata, LogMetadata.DEFAULT_HEADER))
                    .isEqualTo(128);
        }
    }

    @Test
    @Conformance({"SM-54", "SM-56"})
    void framesOfAStockPublicationAreFramedLikeOurs() {
        UnsafeBuffer message = new UnsafeBuffer(new byte[8192]);
        message.setMemory(0, 8192, (byte) 3);
        try (Subscription subscription = client.addSubscription("aeron:ipc", 1003);
                ConcurrentPublication publication = client.addPublication("aeron:ipc", 1003);
                LogFile log = LogFile.map(fileOf(publication.registrationId()))) {
            Await.until("connection", publication::isConnected);
            assertThat(LogMetadata.isConnectedAcquire(log.metadata())).isTrue();
            int maxPayloadLength = publication.maxPayloadLength();
            int bits = Positions.bitsToShift(TERM_LENGTH);
            for (int i = 0; i < 100; i++) {
                int length = i % 3 == 0 ? maxPayloadLength : i % 3 == 1 ? maxPayloadLength + 1 : 8192;
                long before = publication.position();
                long after = publication.offer(message, 0, length);
                while (after < 0) {
                    subscription.poll((buffer, offset, count, header) -> {}, 100);
                    before = publication.position();
                    after = publication.offer(message, 0, length);
                }
                UnsafeBuffer term = log.term(Positions.partitionIndex(before, bits));
                int frame = Positions.termOffset(before, TERM_LENGTH);
                assertThat(after - before).isEqualTo(Positions.framedLength(length, maxPayloadLength));
                assertThat(DataFrame.frameLengthAcquire(term, frame))
                        .isEqualTo(Math.min(length, maxPayloadLength) + 32);
                assertThat(DataFrame.flags(term, frame)).isEqualTo(length <= maxPayloadLength ? 0xC0 : 0x80);
                assertThat(DataFrame.termId(term, frame))
                        .isEqualTo(Positions.termId(before, bits, publication.initialTermId()));
                assertThat(LogMetadata.producerPosition(log.metadata())).isEqualTo(after);
            }
            assertThat(LogMetadata.activeTermCount(log.metadata())).isGreaterThan(3);
        }
    }

    private Path fileOf(long registrationId) {
        return Path.of(driver.aeronDirectoryName(), "publications", registrationId + ".logbuffer");
    }
}
