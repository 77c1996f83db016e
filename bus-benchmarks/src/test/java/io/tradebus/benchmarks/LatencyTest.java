package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {
    private static final String STREAM = "--channel=aeron:ipc --stream=7";
    private static final Schedule SCHEDULE = new Schedule(1_000, 1_000);

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

    @Test
    void messagesOfARunningSystemAreReadFromTheStreamTheyAreSentTo() {
        try (RunningDriver driver = EmbeddedDriver.start(Maker.STOCK, DriverSettings.NONE)) {
            LatencyResult result = Latency.ask(
                    options(STREAM + " --rate=1000 --duration=100ms --length=4000 --directory=" + driver.directory()));

            assertThat(result.sent()).isEqualTo(100);
            assertThat(result.all().getTotalCount()).isEqualTo(100);
            assertThat(result.groups())
                    .hasSize(20)
                    .allSatisfy(group -> assertThat(group.getTotalCount()).isEqualTo(5));
        }
    }

    @Test
    void anEchoSendsThemBack() {
        try (RunningDriver driver = EmbeddedDriver.start(Maker.US, DriverSettings.NONE)) {
            String place = STREAM + " --reply-stream=8 --directory=" + driver.directory();
            AtomicBoolean isAsking = new AtomicBoolean(true);
            Worker echo = Worker.start("echo", () -> Latency.echo(options("--echo " + place), isAsking::get));

            LatencyResult result = Latency.ask(options(place + " --rate=1000 --duration=100ms"));

            assertThat(result.all().getTotalCount()).isEqualTo(100);
            isAsking.set(false);
            Worker.joinAll(echo);
        }
    }

    @Test
    void onlyMessagesOfTheRunCountAndEachOnce() {
        LatencyRecorder recorder = new LatencyRecorder(SCHEDULE, 42);

        receive(recorder, 42, 0);
        receive(recorder, 41, 1);
        receive(recorder, 42, 2);
        receive(recorder, 42, 2);
        receive(recorder, 42, 1);
        recorder.onMessage(buffer, 0, StampedMessage.LENGTH - 1, 100);

        LatencyResult result = recorder.result(Map.of(), 3, 0.5);
        assertThat(result.all().getTotalCount()).isEqualTo(2);
        assertThat(result.all().getMaxValue()).isEqualTo(70);
        assertThat(result.again()).isEqualTo(2);
        assertThat(result.reached()).isEqualTo(4);
        assertThat(recorder.hasLast()).isFalse();
        receive(recorder, 42, 999);
        assertThat(recorder.hasLast()).isTrue();
    }

    private void receive(LatencyRecorder recorder, int run, long number) {
        StampedMessage.write(buffer, run, number, 30);
        recorder.onMessage(buffer, 0, StampedMessage.LENGTH, 100);
    }

    @Test
    void messagesOfOtherFormsAreNotStamped() {
        StampedMessage.write(buffer, 1, 2, 3);
        assertThat(StampedMessage.isStamped(buffer, 0, 64)).isTrue();
        assertThat(StampedMessage.number(buffer, 0)).isEqualTo(2);
        assertThat(StampedMessage.dueNs(buffer, 0)).isEqualTo(3);

        buffer.putInt(0, 0);
        assertThat(StampedMessage.isStamped(buffer, 0, 64)).isFalse();
    }

    @Test
    void groupsAreTwentiethsOfTheTime() {
        TimeGroups groups = new TimeGroups(SCHEDULE);

        assertThat(groups.groupOf(0)).isZero();
        assertThat(groups.groupOf(49)).isZero();
        assertThat(groups.groupOf(50)).isEqualTo(1);
        assertThat(groups.groupOf(999)).isEqualTo(19);
        assertThat(new TimeGroups(new Schedule(1, 1)).groupOf(0)).isZero();
    }

    @Test
    void aResultShowsMicroseconds() {
        Histogram some = new Histogram(3);
        some.recordValue(2_000);
        some.recordValue(1_000);
        LatencyResult result = new LatencyResult(Map.of("rate", "2"), 3, 0, 2, List.of(some, new Histogram(3)), some);

        assertThat(result.markdown()).isEqualTo("""
                | latency, us | messages | mean | min | P50 | P90 | P99 | P99.9 | P99.99 | max |
                |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
                | group 1 | 2 | 1.5 | 1.0 | 1.0 | 2.0 | 2.0 | 2.0 | 2.0 | 2.0 |
                | group 2 | 0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0 |
                | all | 2 | 1.5 | 1.0 | 1.0 | 2.0 | 2.0 | 2.0 | 2.0 | 2.0 |

                - sent: 3
                - received: 2
                - once more or late: 0
                - reached: 2 messages/s
                - rate: 2
                """);
        assertThat(result.json()).contains("\"sent\": 3.000", "\"P99.9Us\": 2.000", "\"groups\": [");
    }

    @Test
    void optionsNameTheStreams() {
        LatencyOptions options = options(STREAM + " --rate=10 --duration=2m --reply-stream=9 --waiting=yield"
                + " --directory=/dev/shm/bus --output=results");

        assertThat(options)
                .isEqualTo(new LatencyOptions(
                        Path.of("/dev/shm/bus"),
                        new Lane("aeron:ipc", 7),
                        new Lane("aeron:ipc", 9),
                        false,
                        10,
                        120,
                        32,
                        Waiting.YIELD,
                        Path.of("results")));
    }

    @ParameterizedTest
    @CsvSource({"10s, 10", "1.5, 1.5", "500ms, 0.5", "2m, 120", "1h, 3600"})
    void durationsHaveUnits(String text, double seconds) {
        assertThat(LatencyOptions.seconds(text)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--channel=aeron:ipc --rate=1 --duration=1s",
                "--stream=7 --rate=1 --duration=1s",
                STREAM + " --duration=1s",
                STREAM + " --rate=1",
                STREAM + " --rate=1 --duration=5d",
                STREAM + " --rate=1 --duration=s",
                STREAM + " --rate=1 --duration=1s --length=23",
                STREAM + " --rate=1 --duration=1s 7",
                STREAM + " --echo"
            })
    void whatIsMissingOrWrongIsRefused(String words) {
        assertThatThrownBy(() -> options(words)).isInstanceOf(IllegalArgumentException.class);
    }

    private static LatencyOptions options(String words) {
        return LatencyOptions.parse(words.split(" "));
    }
}
