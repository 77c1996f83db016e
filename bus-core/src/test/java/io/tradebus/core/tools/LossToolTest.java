package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LossReport;
import io.tradebus.core.support.JsonReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossToolTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final String PLAIN = "aeron:udp?endpoint=localhost:20131";
    private static final String WITH_COMMA = "aeron:udp?endpoint=localhost:20131|fc=min,t:5s";

    /** Where the second entry has the length of its channel. */
    private static final int SECOND_CHANNEL = 128 + 40;

    @TempDir
    Path directory;

    @BeforeEach
    void lose() {
        try (LossReport report = LossReport.create(new DriverDirectory(directory).lossReportFile(), 1 << 20, 4096)) {
            LossReport.Entry first = report.add(1408, NOW_MS, 7, 1003, PLAIN, "10.0.0.9:9");
            assertThat(first).isNotNull();
            first.record(2816, NOW_MS + 1_500);
            report.add(1 << 20, NOW_MS + 60_000, -8, 1004, WITH_COMMA, "10.0.0.8:9");
        }
    }

    @Test
    void showsATableTheWorstFirst() {
        assertThat(loss()).isEqualTo("""
                   lost  times  first                         last                          stream  session  source      channel
                  1 MiB      1  2023-11-14 22:14:20.000+0000  2023-11-14 22:14:20.000+0000    1004       -8  10.0.0.8:9  aeron:udp?endpoint=localhost:20131|fc=min,t:5s
                4.1 KiB      2  2023-11-14 22:13:20.000+0000  2023-11-14 22:13:21.500+0000    1003        7  10.0.0.9:9  aeron:udp?endpoint=localhost:20131
                """);
    }

    @Test
    void writesTheCsvOfTheStockToolWithChannelsQuotedThatNeedIt() {
        assertThat(loss("--csv")).isEqualTo("""
                #OBSERVATION_COUNT,TOTAL_BYTES_LOST,FIRST_OBSERVATION,LAST_OBSERVATION,SESSION_ID,STREAM_ID,CHANNEL,SOURCE
                2,4224,2023-11-14 22:13:20.000+0000,2023-11-14 22:13:21.500+0000,7,1003,aeron:udp?endpoint=localhost:20131,10.0.0.9:9
                1,1048576,2023-11-14 22:14:20.000+0000,2023-11-14 22:14:20.000+0000,-8,1004,"aeron:udp?endpoint=localhost:20131|fc=min,t:5s",10.0.0.8:9
                """);
    }

    @Test
    void showsWhatCanBeReadOfADamagedReport() throws IOException {
        Path file = new DriverDirectory(directory).lossReportFile();
        try (RandomAccessFile report = new RandomAccessFile(file.toFile(), "rw")) {
            report.seek(SECOND_CHANNEL);
            report.writeInt(Integer.MAX_VALUE);
        }

        ToolRun run = new ToolRun(() -> NOW_MS).of("loss", "--dir=" + directory);

        assertThat(run.out()).contains("10.0.0.9:9").doesNotContain("10.0.0.8:9");
        assertThat(run.err()).startsWith("ERROR: the loss report " + file + " is damaged after 1 entry");
        assertThat(run.status()).isEqualTo(1);
        ToolRun watched = new ToolRun(() -> NOW_MS).of("loss", "--count=1", "--dir=" + directory);
        assertThat(watched.out()).contains("10.0.0.9:9", "ERROR: the loss report " + file + " is damaged");
    }

    @Test
    void givesScriptsTheSameAsJson() {
        List<Map<String, Object>> losses = JsonReader.objects(JsonReader.object(loss("--json")), "losses");

        assertThat(losses).hasSize(2);
        assertThat(losses.get(0))
                .containsEntry("bytesLost", 4224L)
                .containsEntry("count", 2L)
                .containsEntry("firstMs", NOW_MS)
                .containsEntry("lastMs", NOW_MS + 1_500)
                .containsEntry("sessionId", 7L)
                .containsEntry("streamId", 1003L)
                .containsEntry("channel", PLAIN)
                .containsEntry("source", "10.0.0.9:9");
    }

    @Test
    void filtersBySessionStreamAndChannel() {
        assertThat(loss("--session=-8")).contains("1004").doesNotContain("1003");
        assertThat(loss("--stream=1003")).contains("1003").doesNotContain("1004");
        assertThat(loss("--channel=fc=min")).contains("1004").doesNotContain("1003");
        assertThat(loss("--channel=nothing")).isEqualTo("nothing was lost\n");
    }

    @Test
    void doesNotTakeTwoFormatsAtOnce() {
        ToolRun run = new ToolRun(() -> NOW_MS).of("loss", "--dir=" + directory, "--csv", "--json");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("ERROR: --csv and --json exclude each other\n");
    }

    private String loss(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "--dir=" + directory;
        System.arraycopy(options, 0, arguments, 1, options.length);
        ToolRun run = new ToolRun(() -> NOW_MS).of("loss", arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out();
    }
}
