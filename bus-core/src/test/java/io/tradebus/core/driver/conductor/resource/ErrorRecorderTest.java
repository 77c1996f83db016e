package io.tradebus.core.driver.conductor.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.control.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.Test;

class ErrorRecorderTest {
    private static final int PLENTY = 4 << 20;

    private final AtomicCounter errors = new AtomicCounter(new UnsafeBuffer(ByteBuffer.allocateDirect(256)), 0);
    private final List<String> told = new ArrayList<>();
    private UnsafeBuffer log = new UnsafeBuffer(ByteBuffer.allocateDirect(PLENTY));
    private ErrorRecorder recorder = recorder();
    private long nowMs = 1_000;

    @Test
    void tellsSoManyTextsOfOneKindApartAndCountsTheOthersTogether() {
        for (int i = 0; i < ErrorKinds.MAX_TEXTS + 10; i++) {
            recorder.onError(new RequestRefusedException(ErrorCode.INVALID_CHANNEL, "channel " + i));
        }
        recorder.onError(new RequestRefusedException(ErrorCode.INVALID_CHANNEL, "channel 3"));
        recorder.onError(new RequestRefusedException(ErrorCode.GENERIC_ERROR, "something else"));

        assertThat(errors.get()).isEqualTo(ErrorKinds.MAX_TEXTS + 12);
        assertThat(recorded())
                .hasSize(ErrorKinds.MAX_TEXTS + 2)
                .anyMatch(line -> line.startsWith("2 x ") && line.endsWith(": channel 3"))
                .anyMatch(line -> line.startsWith("10 x ") && line.endsWith("INVALID_CHANNEL than are told apart"))
                .anyMatch(line -> line.endsWith(": something else"));
    }

    @Test
    void tellsFewerApartThatHaveAStack() {
        for (int i = 0; i < 100; i++) {
            recorder.onError(new IllegalStateException("failure " + i));
        }

        assertThat(recorded()).hasSize(ErrorKinds.MAX_TEXTS_WITH_STACK + 1);
    }

    @Test
    void keepsWarningsOfOneSortFromSilencingTheOthers() {
        for (int i = 0; i < ErrorKinds.MAX_TEXTS + 10; i++) {
            recorder.onWarning("a receiver refused a stream: session=" + i);
        }
        recorder.onWarning("could not re-resolve: endpoint=venue:4000");

        assertThat(recorded())
                .hasSize(ErrorKinds.MAX_TEXTS + 2)
                .anyMatch(line -> line.startsWith("10 x ")
                        && line.endsWith("more of 'WARN - a receiver refused a stream' than are told apart"))
                .anyMatch(line -> line.endsWith("could not re-resolve: endpoint=venue:4000"));
    }

    @Test
    void tellsSortsOfWarningsApartUpToANumberOfThem() {
        for (int i = 0; i < 100; i++) {
            recorder.onWarning("sort " + "x".repeat(i));
        }

        assertThat(recorded()).hasSize(100);
    }

    @Test
    void cutsTextsThatAreLong() {
        recorder.onWarning("x".repeat(100_000));
        recorder.onError(new RequestRefusedException(ErrorCode.INVALID_CHANNEL, "y".repeat(100_000)));

        assertThat(recorded()).hasSize(2).allMatch(line -> line.length() < 700 && line.endsWith("..."));
    }

    @Test
    void saysOnceAMinuteThatTheLogIsFull() {
        log = new UnsafeBuffer(ByteBuffer.allocateDirect(512));
        recorder = recorder();

        for (int i = 0; i < 20; i++) {
            recorder.onWarning("warning " + i);
        }
        assertThat(told).hasSize(1).allMatch(line -> line.startsWith("the error log is full"));

        nowMs += 59_999;
        recorder.onWarning("too soon");
        assertThat(told).hasSize(1);

        nowMs++;
        recorder.onWarning("still full");
        assertThat(told).hasSize(2);
    }

    private ErrorRecorder recorder() {
        return new ErrorRecorder(
                new DistinctErrorLog(log, () -> nowMs), errors, new ResourceObserver() {}, told::add, () -> nowMs);
    }

    private List<String> recorded() {
        List<String> lines = new ArrayList<>();
        ErrorLogReader.read(
                log,
                (count, first, last, error) ->
                        lines.add(count + " x " + error.lines().findFirst().orElse("")));
        return lines;
    }
}
