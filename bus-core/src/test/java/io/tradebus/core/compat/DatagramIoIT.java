package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which ports {@code java -jar bus-driver.jar} sends and receives, without any flag. */
@EnabledOnOs(OS.LINUX)
class DatagramIoIT {
    private static final int COUNT = 2_000;
    private static final int LENGTH = 3_000;

    @ParameterizedTest
    @CsvSource({"auto, true", "native, true", "nio, false"})
    @EnabledForJreRange(min = JRE.JAVA_22)
    void isAsConfiguredAndTheJavaRuntimeDoesNotWarn(String io, boolean isNative) {
        exchange(io, isNative);
    }

    @ParameterizedTest
    @CsvSource({"auto, false", "nio, false"})
    @EnabledForJreRange(max = JRE.JAVA_21)
    void isOneByOneOnAnOlderJavaRuntime(String io, boolean isNative) {
        exchange(io, isNative);
    }

    private static void exchange(String io, boolean isNative) {
        try (UdpDrivers drivers =
                UdpDrivers.start(new Makers(Maker.US, Maker.US), Map.of("tradebus.datagram.io", io))) {
            String channel = UdpDrivers.unicast(UdpDrivers.freePort());
            try (ChildJvm subscriber = drivers.subscriber("poll", channel, 1, COUNT, LENGTH);
                    ChildJvm publisher = drivers.publisher("exclusive", "offer", channel, COUNT, LENGTH)) {
                assertThat(subscriber.awaitLine("RECEIVED")).isEqualTo(Integer.toString(COUNT));
                assertThat(publisher.end()).isZero();
            }

            assertThat(drivers.publisher.counters(CounterType.DATAGRAM_PATH.id()))
                    .hasSize(isNative ? 1 : 0);
            assertThat(drivers.subscriber.counters(CounterType.DATAGRAM_PATH.id()))
                    .hasSize(isNative ? 1 : 0);
            assertThat(drivers.publisher.process().output()).noneMatch(line -> line.contains("WARNING: A restricted"));
            drivers.requireUnharmed();
        }
    }
}
