package io.tradebus.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.StorageException;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogKind;
import io.tradebus.core.format.log.LogLayout;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.TermAppender;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {
    private static final int TERM_LENGTH = 64 << 10;
    private static final UnsafeBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Conformance("SM-43")
    void aNewFileHasZeroTermsAndItsMetadataAtTheEnd(boolean sparse) throws IOException {
        Path path = directory.resolve("1.logbuffer");

        try (LogFile log = LogFile.create(path, description(TERM_LENGTH, 4096), sparse)) {
            assertThat(log.fileLength()).isEqualTo(200_704);
            assertThat(log.termLength()).isEqualTo(TERM_LENGTH);
        }

        byte[] bytes = Files.readAllBytes(path);
        assertThat(bytes).hasSize(200_704);
        UnsafeBuffer file = new UnsafeBuffer(bytes);
        assertThat(LogMetadata.registrationId(new UnsafeBuffer(bytes, 196_608, 4096)))
                .isEqualTo(42);
        for (int i = 0; i < 196_608; i += Long.BYTES) {
            assertThat(file.getLong(i)).isZero();
        }
    }

    @Test
    @Conformance("SM-44")
    void aLargePageSizeMovesTheMetadataToTheEndOfTheFile() throws IOException {
        Path path = directory.resolve("1.logbuffer");

        LogFile.create(path, description(TERM_LENGTH, 2 << 20), true).close();

        assertThat(Files.size(path)).isEqualTo(2_097_152);
        assertThat(LogMetadata.filePageSize(new UnsafeBuffer(read(path, 2_097_152 - 4096, 4096))))
                .isEqualTo(2 << 20);
        try (LogFile log = LogFile.map(path)) {
            assertThat(log.termLength()).isEqualTo(TERM_LENGTH);
        }
    }

    @Test
    void aTermIsTheSameBytesForSockets() {
        Path path = directory.resolve("1.logbuffer");
        try (LogFile log = LogFile.create(path, description(TERM_LENGTH, 4096), true)) {
            for (int i = 0; i < LogLayout.PARTITION_COUNT; i++) {
                log.term(i).putByte(0, (byte) (i + 1));
                log.term(i).putByte(TERM_LENGTH - 1, (byte) (i + 11));

                ByteBuffer view = log.termByteBuffer(i);

                assertThat(view.position()).isZero();
                assertThat(view.limit()).isEqualTo(view.capacity()).isEqualTo(TERM_LENGTH);
                assertThat(view.get(0)).isEqualTo((byte) (i + 1));
                assertThat(view.get(TERM_LENGTH - 1)).isEqualTo((byte) (i + 11));
                assertThat(log.termByteBuffer(i)).isNotSameAs(view);
            }
        }
    }

    @Test
    void whatOneMappingWritesAnotherReads() {
        Path path = directory.resolve("1.logbuffer");
        try (LogFile writer = LogFile.create(path, description(TERM_LENGTH, 4096), true);
                LogFile reader = LogFile.map(path)) {
            for (int i = 0; i < LogLayout.PARTITION_COUNT; i++) {
                writer.term(i).putLong(64, 100 + i);
                assertThat(reader.term(i).getLong(64)).isEqualTo(100 + i);
                assertThat(reader.term(i).capacity()).isEqualTo(TERM_LENGTH);
            }
            LogMetadata.isConnectedRelease(writer.metadata(), true);
            assertThat(LogMetadata.isConnectedAcquire(reader.metadata())).isTrue();
        }
    }

    @Test
    @Conformance("SM-51")
    void termsOfOneGigabyteWorkInAFileThatNoSingleMappingHolds() throws IOException {
        Path path = directory.resolve("large.logbuffer");
        int termLength = 1 << 30;
        try (LogFile writer = LogFile.create(path, description(termLength, 4096), true);
                LogFile reader = LogFile.map(path)) {
            assertThat(reader.fileLength()).isEqualTo(3_221_229_568L);
            int lastFrame = termLength - 64;
            for (int i = 0; i < LogLayout.PARTITION_COUNT; i++) {
                new TermAppender(7, 10, 1408).appendPadding(writer.term(i), lastFrame, i, 64);
                assertThat(reader.term(i).getInt(lastFrame)).isEqualTo(64);
                assertThat(reader.termByteBuffer(i)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getInt(lastFrame))
                        .isEqualTo(64);
                long fileOffset = LogLayout.termFileOffset(i, termLength) + lastFrame;
                assertThat(read(path, fileOffset, 4).getInt()).isEqualTo(64);
            }
            assertThat(LogMetadata.registrationId(reader.metadata())).isEqualTo(42);
        }
    }

    @Test
    void termsThatDoNotEndAtTheMetadataWorkInLargeFilesToo() {
        Path path = directory.resolve("large.logbuffer");
        LogFile.create(path, description(512 << 20, 1 << 30), true).close();

        try (LogFile log = LogFile.map(path)) {
            assertThat(log.fileLength()).isEqualTo(1L << 31);
            assertThat(log.termLength()).isEqualTo(512 << 20);
            assertThat(log.term(2).getInt((512 << 20) - 4)).isZero();
        }
    }

    @Test
    void anExistingFileIsNeitherOverwrittenNorDeleted() throws IOException {
        Path path = directory.resolve("1.logbuffer");
        Files.writeString(path, "somebody else's");

        assertThatThrownBy(() -> LogFile.create(path, description(TERM_LENGTH, 4096), true))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(path.toString());

        assertThat(path).hasContent("somebody else's");
    }

    @Test
    void noFileIsLeftAfterAFailure() {
        Path missing = directory.resolve("missing").resolve("1.logbuffer");

        assertThatThrownBy(() -> LogFile.create(missing, description(TERM_LENGTH, 4096), false))
                .isInstanceOf(StorageException.class);

        assertThat(missing).doesNotExist();
    }

    @Test
    void aFileTooShortForAnyLogIsRefused() throws IOException {
        Path path = directory.resolve("short.logbuffer");
        Files.write(path, new byte[4096]);

        assertThatThrownBy(() -> LogFile.map(path))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("file length 4096 is less than that of any log");
    }

    @ParameterizedTest
    @ValueSource(ints = {276, 280, 272})
    void metadataThatCannotBeIsRefused(int field) throws IOException {
        Path path = directory.resolve("wrong.logbuffer");
        LogFile.create(path, description(TERM_LENGTH, 4096), true).close();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(196_608 + field);
            file.writeInt(0);
        }

        assertThatThrownBy(() -> LogFile.map(path))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(path.toString());
    }

    @Test
    void aFileThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> LogFile.map(directory.resolve("none.logbuffer")))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void aClosedLogGivesNoAccessToItsMemory() {
        LogFile log = LogFile.create(directory.resolve("1.logbuffer"), description(TERM_LENGTH, 4096), true);
        UnsafeBuffer term = log.term(1);

        log.close();
        log.close();

        assertThat(term.capacity()).isZero();
        assertThat(log.channel().isOpen()).isFalse();
    }

    @Test
    void deletingSaysWhetherTheFileIsGone() {
        Path path = directory.resolve("1.logbuffer");
        try (LogFile log = LogFile.create(path, description(TERM_LENGTH, 4096), true)) {
            assertThat(LogFile.delete(path)).isTrue();
            assertThat(path).doesNotExist();

            log.term(0).putInt(0, 1);
            assertThat(log.term(0).getInt(0)).isEqualTo(1);
        }
        assertThat(LogFile.delete(path)).isTrue();
    }

    @Test
    void touchingALogInUseChangesNothing() {
        try (LogFile log = LogFile.create(directory.resolve("1.logbuffer"), description(TERM_LENGTH, 4096), true)) {
            new TermAppender(7, 10, 1408).append(log.term(0), 0, 5, NOTHING, 0, 0, NOTHING, 0, 0, null);
            String before = LogMetadata.describe(log.metadata());

            log.touchPages();

            assertThat(log.term(0).getInt(0)).isEqualTo(32);
            assertThat(LogMetadata.describe(log.metadata())).isEqualTo(before);
        }
    }

    private static LogDescription description(int termLength, int pageSize) {
        return LogDescription.builder(LogKind.CONCURRENT_PUBLICATION, 42).stream(7, 10)
                .termLength(termLength)
                .filePageSize(pageSize)
                .build();
    }

    private static ByteBuffer read(Path path, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.read(bytes, offset);
        }
        return bytes.flip();
    }
}
