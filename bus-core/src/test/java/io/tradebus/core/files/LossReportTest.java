package io.tradebus.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossReportTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:24325";

    private final TestDirectory parent = new TestDirectory();
    private final LossReport report = LossReport.create(parent.path().resolve("loss-report.dat"), 5000, 4096);

    @AfterEach
    void deleteFiles() {
        report.close();
        parent.close();
    }

    @Test
    @Conformance("SM-84")
    void writesEntriesThatBeginOnTheirBoundary() {
        report.add(1408, 1_000, 7, 10, CHANNEL, "127.0.0.1:54321");
        report.add(64, 2_000, 8, 11, "aeron:udp", "h:1");

        assertThat(report.fileLength()).isEqualTo(8192);
        assertThat(report.buffer().getLong(0)).isEqualTo(1);
        assertThat(report.buffer().getLong(8)).isEqualTo(1408);
        assertThat(report.buffer().getLong(16)).isEqualTo(1_000);
        assertThat(report.buffer().getLong(24)).isEqualTo(1_000);
        assertThat(report.buffer().getInt(32)).isEqualTo(7);
        assertThat(report.buffer().getInt(36)).isEqualTo(10);
        assertThat(report.buffer().getStringAscii(40)).isEqualTo(CHANNEL);
        assertThat(report.buffer().getStringAscii(80)).isEqualTo("127.0.0.1:54321");
        assertThat(report.buffer().getLong(128)).isEqualTo(1);
        assertThat(report.buffer().getInt(128 + 36)).isEqualTo(11);
    }

    @Test
    @Conformance("DB-102")
    void isReadByTheStockReaderAndByOurs() {
        LossReport.Entry entry = report.add(1408, 1_000, 7, 10, CHANNEL, "127.0.0.1:54321");
        report.add(64, 2_000, 8, 11, "aeron:udp", "h:1");
        assertThat(entry).isNotNull();
        entry.record(92, 3_000);

        List<String> stock = new ArrayList<>();
        io.aeron.driver.reports.LossReportReader.read(
                report.buffer(),
                (count, bytes, first, last, session, stream, channel, source) -> stock.add(count + " " + bytes + " "
                        + first + " " + last + " " + session + " " + stream + " " + channel + " " + source));
        List<String> own = new ArrayList<>();
        int read = LossReportReader.read(
                report.buffer(),
                e -> own.add(e.observationCount() + " " + e.totalBytesLost() + " " + e.firstMs() + " " + e.lastMs()
                        + " " + e.sessionId() + " " + e.streamId() + " " + e.channel() + " " + e.source()));

        assertThat(stock)
                .containsExactly(
                        "2 1500 1000 3000 7 10 " + CHANNEL + " 127.0.0.1:54321", "1 64 2000 2000 8 11 aeron:udp h:1");
        assertThat(own).isEqualTo(stock);
        assertThat(read).isEqualTo(2);
    }

    @Test
    void takesNoFurtherImageWhenItIsFull() {
        int entries = 0;
        while (report.add(1, 1, entries, 1, CHANNEL, "127.0.0.1:54321") != null) {
            entries++;
        }

        assertThat(entries).isEqualTo(8192 / 128);
        assertThat(LossReportReader.read(report.buffer(), e -> {})).isEqualTo(entries);
    }
}
