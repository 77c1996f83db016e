package io.tradebus.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.StoreRecorder;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.junit.jupiter.api.Test;

class ErrorLogTextTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64 << 10));
    private long nowMs = 1_700_000_000_000L;
    private final DistinctErrorLog errorLog = new DistinctErrorLog(buffer, () -> nowMs);

    @Test
    void isEmptyWithoutErrors() {
        assertThat(ErrorLogText.print(buffer, ZoneOffset.UTC)).isEmpty();
    }

    @Test
    @Conformance("SM-83")
    void aRecordIsShownByItsLengthWhenAllOfItIsThere() {
        StoreRecorder recorder = new StoreRecorder(64 << 10);

        new DistinctErrorLog(recorder, () -> nowMs).record(new IllegalStateException("disk on fire"));

        List<String> stores = recorder.take();
        int shown = stores.indexOf("0=" + recorder.getInt(0));
        assertThat(stores.subList(0, shown)).contains("16=" + nowMs).anyMatch(store -> store.startsWith("24.."));
        assertThat(stores.subList(shown + 1, stores.size())).allMatch(store -> store.equals("8=" + nowMs));
    }

    @Test
    @Conformance({"SM-83", "DB-94"})
    void saysHowOftenAndWhenAnErrorWasSeen() {
        Exception error = new IllegalStateException("disk on fire");
        errorLog.record(error);
        int length = buffer.getInt(0);
        nowMs += 1_000;
        errorLog.record(error);

        assertThat(buffer.getInt(0)).isEqualTo(length);
        assertThat(buffer.getInt(4)).isEqualTo(2);
        assertThat(buffer.getLong(8)).isEqualTo(nowMs);
        assertThat(buffer.getLong(16)).isEqualTo(nowMs - 1_000);
        assertThat(ErrorLogText.print(buffer, ZoneOffset.UTC))
                .startsWith(
                        "***\n2 observations from 2023-11-14 22:13:20.000+0000 to 2023-11-14 22:13:21.000+0000 for:\n"
                                + "java.lang.IllegalStateException: disk on fire");
    }
}
