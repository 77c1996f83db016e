package io.tradebus.benchmarks.micro;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramRules;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Checking a datagram with data when it comes in: one frame, or as many small ones as it holds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DatagramBenchmark {
    private static final int TERM_LENGTH = 16 << 20;
    private static final int DATAGRAM_LENGTH = 1408;

    /** Bytes of a frame, its header included. */
    @Param({"64", "1408"})
    public int frameLength;

    private final UnsafeBuffer datagram = new UnsafeBuffer(new byte[DATAGRAM_LENGTH]);

    @Setup
    public void writeFrames() {
        for (int offset = 0; offset < DATAGRAM_LENGTH; offset += frameLength) {
            DataFrame.frameLength(datagram, offset, frameLength);
            DataFrame.flags(datagram, offset, DataFrame.FLAGS_UNFRAGMENTED);
            DataFrame.type(datagram, offset, DataFrame.TYPE_DATA);
            DataFrame.termOffset(datagram, offset, offset);
        }
        if (DatagramRules.data(datagram, 0, DATAGRAM_LENGTH, TERM_LENGTH) != null) {
            throw new IllegalStateException("the datagram has a fault");
        }
    }

    @Benchmark
    public boolean check() {
        return DatagramRules.data(datagram, 0, DATAGRAM_LENGTH, TERM_LENGTH) == null;
    }
}
