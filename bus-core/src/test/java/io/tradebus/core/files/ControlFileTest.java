package io.tradebus.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.CncFileDescriptor;
import io.tradebus.core.StorageException;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.format.control.ControlFileLengths;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlFileTest {
    private static final long LIVENESS_NS = 10_000_000_000L;

    private final TestDirectory parent = new TestDirectory();

    @AfterEach
    void deleteFiles() {
        parent.close();
    }

    @Test
    @Conformance({"SM-2", "SM-4", "SM-5"})
    void hasTheLengthAndTheMetadataOfTheFormat() throws IOException {
        create(ControlFileLengths.DEFAULT, true).close();

        byte[] file = Files.readAllBytes(parent.path().resolve("cnc.dat"));
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file).hasSize(48_238_592);
        assertThat(bytes.getInt(0)).isEqualTo(512);
        assertThat(bytes.getInt(4)).isEqualTo(1_049_344);
        assertThat(bytes.getInt(8)).isEqualTo(1_048_704);
        assertThat(bytes.getInt(12)).isEqualTo(33_554_432);
        assertThat(bytes.getInt(16)).isEqualTo(8_388_608);
        assertThat(bytes.getInt(20)).isEqualTo(4_194_304);
        assertThat(bytes.getLong(24)).isEqualTo(LIVENESS_NS);
        assertThat(bytes.getLong(32)).isEqualTo(1_234);
        assertThat(bytes.getLong(40)).isEqualTo(77);
        assertThat(bytes.getInt(48)).isEqualTo(4096);
    }

    @Test
    @Conformance("SM-5")
    void liesWhereAStockClientLooks() {
        try (ControlFile control = create(ControlFileLengths.DEFAULT, true)) {
            control.toDriverBuffer().putLong(0, 1);
            control.toClientsBuffer().putLong(0, 2);
            control.counterMetadataBuffer().putLong(0, 3);
            control.counterValuesBuffer().putLong(0, 4);
            control.errorLogBuffer().putLong(0, 5);
            UnsafeBuffer file = wholeFile(control);
            ByteBuffer stock = file.byteBuffer();
            UnsafeBuffer metadata = CncFileDescriptor.createMetaDataBuffer(stock);

            CncFileDescriptor.checkVersion(metadata.getInt(CncFileDescriptor.cncVersionOffset(0)));
            assertThat(CncFileDescriptor.isCncFileLengthSufficient(metadata, control.fileLength()))
                    .isTrue();
            assertThat(CncFileDescriptor.clientLivenessTimeoutNs(metadata)).isEqualTo(LIVENESS_NS);
            assertThat(CncFileDescriptor.pid(metadata)).isEqualTo(77);
            assertThat(CncFileDescriptor.startTimestampMs(metadata)).isEqualTo(1_234);
            assertThat(CncFileDescriptor.filePageSize(metadata)).isEqualTo(4096);
            assertThat(CncFileDescriptor.createToDriverBuffer(stock, metadata).getLong(0))
                    .isEqualTo(1);
            assertThat(CncFileDescriptor.createToClientsBuffer(stock, metadata).getLong(0))
                    .isEqualTo(2);
            assertThat(CncFileDescriptor.createCountersMetaDataBuffer(stock, metadata)
                            .getLong(0))
                    .isEqualTo(3);
            assertThat(CncFileDescriptor.createCountersValuesBuffer(stock, metadata)
                            .getLong(0))
                    .isEqualTo(4);
            assertThat(CncFileDescriptor.createErrorLogBuffer(stock, metadata).getLong(0))
                    .isEqualTo(5);
        }
    }

    @Test
    void isAMultipleOfThePageSize() {
        ControlFileLengths lengths =
                new ControlFileLengths((1 << 20) + 768, (1 << 20) + 128, 1 << 20, 4 << 20, 2 << 20);

        try (ControlFile control = create(lengths, false)) {
            assertThat(control.fileLength() % (2 << 20)).isZero();
            assertThat(control.filePageSize()).isEqualTo(2 << 20);
        }
    }

    @Test
    void isNotTrustedBeforeItsVersionIsPublished() throws IOException {
        try (ControlFile control = create(ControlFileLengths.DEFAULT, false);
                ControlFile seen = ControlFile.mapReadOnly(control.path())) {
            assertThat(seen.version()).isEqualTo(ControlFileLayout.NOT_READY);

            control.publishVersion();

            assertThat(seen.version()).isEqualTo(512);
            assertThat(seen.isComplete()).isTrue();
        }
    }

    @Test
    void showsTheHeartbeatOfTheCommandRing() {
        try (ControlFile control = create(ControlFileLengths.DEFAULT, true)) {
            new ManyToOneRingBuffer(control.toDriverBuffer()).consumerHeartbeatTime(4_711);

            assertThat(control.heartbeatMs()).isEqualTo(4_711);
        }
    }

    @Test
    void knowsWhetherAnotherFileIsOfTheSameRunOfADriver() throws IOException {
        ControlFile first = create(ControlFileLengths.DEFAULT, true);
        try (first;
                ControlFile again = ControlFile.map(first.path())) {
            assertThat(again.isOfSameDriver(first)).isTrue();
            assertThat(first.isReplaced()).isFalse();
            Files.delete(first.path());
            assertThat(first.isReplaced()).as("none is there").isFalse();

            try (ControlFile next =
                    ControlFile.create(parent.path(), ControlFileLengths.DEFAULT, LIVENESS_NS, 1_235, 77)) {
                assertThat(first.isReplaced()).as("by one that is not ready").isFalse();
                next.publishVersion();

                assertThat(next.isOfSameDriver(again)).isFalse();
                assertThat(again.isReplaced()).isTrue();
                assertThat(first.isReplaced()).as("going by what it says").isTrue();

                first.close();
                assertThat(first.isReplaced()).as("asked of one that is closed").isTrue();
                assertThat(first.isOfSameDriver(again)).isTrue();
                assertThat(first.isOfSameDriver(next)).isFalse();
            }
        }
    }

    @Test
    void mustNotExist() {
        create(ControlFileLengths.DEFAULT, true).close();

        assertThatThrownBy(() -> create(ControlFileLengths.DEFAULT, true))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void isRefusedWhenShorterThanItsMetadata() throws IOException {
        Path file = Files.write(parent.path().resolve("cnc.dat"), new byte[100]);

        assertThatThrownBy(() -> ControlFile.map(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void isIncompleteWhenASectionIsMissing() throws IOException {
        create(ControlFileLengths.DEFAULT, true).close();
        Path file = parent.path().resolve("cnc.dat");
        try (java.nio.channels.FileChannel channel =
                java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(1 << 20);
        }

        try (ControlFile control = ControlFile.mapReadOnly(file)) {
            assertThat(control.isComplete()).isFalse();
        }
    }

    @Test
    void itsBuffersAreEmptyOnceItIsClosed() {
        ControlFile control = create(ControlFileLengths.DEFAULT, true);
        UnsafeBuffer values = control.counterValuesBuffer();

        control.close();

        assertThat(values.capacity()).isZero();
    }

    private ControlFile create(ControlFileLengths lengths, boolean isPublished) {
        ControlFile control = ControlFile.create(parent.path(), lengths, LIVENESS_NS, 1_234, 77);
        if (isPublished) {
            control.publishVersion();
        }
        return control;
    }

    private static UnsafeBuffer wholeFile(ControlFile control) {
        return new UnsafeBuffer(control.toDriverBuffer().byteBuffer());
    }
}
