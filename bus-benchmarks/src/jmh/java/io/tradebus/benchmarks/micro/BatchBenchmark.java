package io.tradebus.benchmarks.micro;

import io.tradebus.core.client.MessageBatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Putting a message into a batch, copied or written in place. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BatchBenchmark {
    private static final int MESSAGES = 32;
    private static final int CAPACITY = 64 << 10;

    /** Bytes of a message. */
    @Param({"32", "288"})
    public int length;

    private final MessageBatch batch = new MessageBatch(CAPACITY);
    private UnsafeBuffer message = new UnsafeBuffer(new byte[0]);

    @Setup
    public void makeMessage() {
        message = new UnsafeBuffer(new byte[length]);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int add() {
        batch.clear();
        for (int i = 0; i < MESSAGES; i++) {
            batch.add(message, 0, length);
        }
        return batch.length();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int claim() {
        batch.clear();
        for (int i = 0; i < MESSAGES; i++) {
            batch.buffer().putLong(batch.claim(length), i);
        }
        return batch.length();
    }
}
