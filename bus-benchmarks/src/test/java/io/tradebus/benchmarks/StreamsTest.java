package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsTest {
    @TempDir
    Path tasks;

    @Test
    void streamsAreAddedAndLeftAlone() {
        BenchmarkResult result = Streams.run(Options.parse("1", "--streams=20", "--seconds=0.1", "--waiting=backoff"));

        assertThat(result.cells())
                .extracting(Cell::name)
                .containsExactly(
                        "adding the 10th publication",
                        "adding the 20th publication",
                        "adding the 10th subscription",
                        "adding the 20th subscription",
                        "conductors, 20 idle streams",
                        "senders, 20 idle streams",
                        "conductors and senders, 20 idle streams",
                        "receivers, 20 idle streams");
        assertThat(result.cells())
                .allSatisfy(cell -> assertThat(cell.rounds().median(Maker.US)).isPositive());
    }

    @Test
    void messagesAreSpreadOverStreamsAndAllArrive() {
        BenchmarkResult result = Spread.run(Options.parse("1", "--spread=3", "--waiting=backoff", "--embedded"));

        assertThat(result.cells())
                .filteredOn(cell -> cell.unit().equals("messages/s"))
                .extracting(Cell::name)
                .containsExactly("288 bytes, 3 streams");
        assertThat(result.cells())
                .filteredOn(cell -> cell.unit().equals("messages/s"))
                .allSatisfy(cell -> assertThat(cell.rounds().median(Maker.US)).isPositive());
    }

    @Test
    void allStreamsTogetherMayBeAheadByWhatASocketHolds() {
        Setup usual = Options.parse().setup();
        Setup narrow = Options.parse("--window=4096").setup();

        assertThat(Spread.window(usual, 1)).isEqualTo(128 << 10);
        assertThat(Spread.window(usual, 64)).isEqualTo(16 << 10);
        assertThat(Spread.window(narrow, 64)).isEqualTo(4 << 10);
        // Less than a datagram is not allowed.
        assertThat(Spread.window(usual, 1_000)).isEqualTo(1_408);
    }

    @Test
    void spreadMessagesHaveOneFragment() {
        Options fragmented = Options.parse("1", "--embedded", "--lengths=1377");

        assertThatThrownBy(() -> Spread.run(fragmented)).hasMessageContaining("from 8 to 1376 bytes here, not 1377");
    }

    @Test
    void thereMustBeATenthStreamWithNeighbours() {
        Options few = Options.parse("--streams=14");

        assertThatThrownBy(() -> Streams.run(few)).hasMessage("there must be at least 15 streams");
    }

    @Test
    void streamsFollowEachOtherAndAreClosedFromTheLastOn() {
        List<String> events = new ArrayList<>();

        try (OpenStreams streams = OpenStreams.open(
                new Lane("aeron:ipc", 7),
                2,
                lane -> {
                    events.add("add " + lane.channel() + " " + lane.streamId());
                    return () -> events.add("close " + lane.streamId());
                },
                stream -> events.size() > 2)) {
            assertThat(streams.connected().getAsBoolean()).isFalse();
            events.add("connect");
            assertThat(streams.connected().getAsBoolean()).isTrue();
        }

        assertThat(events).containsExactly("add aeron:ipc 7", "add aeron:ipc 8", "connect", "close 8", "close 7");
    }

    @Test
    void timesAreMeansOfNeighbours() {
        OpenStreams streams = new OpenStreams(new long[] {100, 2, 4, 9}, () -> true, new Closing());

        assertThat(streams.meanAddNs(1, 4)).isEqualTo(5);
    }

    @Test
    void threadsOfOneNameAreOne() throws IOException {
        thread(11, "sender", "1000 5 1");
        thread(12, "driver-conducto", "300 5 1");
        thread(13, "driver-conducto", "40 5 1");
        Files.createDirectory(tasks.resolve("14"));

        ThreadTimes times = ThreadTimes.read(tasks);

        assertThat(times.ofThreads(List.of("conduct"))).isEqualTo(340);
        assertThat(times.ofThreads(List.of("conduct", "sender"))).isEqualTo(1_340);
        assertThat(times.ofThreads(List.of("receiver"))).isZero();
    }

    private void thread(int id, String name, String times) throws IOException {
        Path thread = Files.createDirectory(tasks.resolve(Integer.toString(id)));
        Files.writeString(thread.resolve("comm"), name + "\n");
        Files.writeString(thread.resolve("schedstat"), times + "\n");
    }
}
