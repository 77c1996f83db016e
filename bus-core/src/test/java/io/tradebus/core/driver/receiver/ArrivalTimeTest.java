package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.ENDPOINT;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static io.tradebus.core.driver.receiver.ReceiverHarness.WALL_CLOCK_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.receiver.ReceiverHarness.EndpointTraits;
import io.tradebus.core.format.channel.TimestampOffset;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Messages that are to say when they arrived. */
class ArrivalTimeTest {
    private final TestFrames frames = new TestFrames(ReceiverHarness.SESSION, STREAM);

    @Test
    @Conformance("DB-84")
    void theFirstMessageOfADatagramSaysWhenItArrived() {
        EndpointTraits traits = new EndpointTraits();
        traits.timestampOffset = 8;
        try (ReceiverHarness harness = new ReceiverHarness(traits)) {
            harness.receiver.addInterest(ENDPOINT, STREAM);
            TestImage image = harness.add(harness.newImage(frames, 0));

            harness.arrive(frames.data(0, 96, 96));

            assertThat(image.term(0).getLong(32 + 8)).isEqualTo(WALL_CLOCK_NS);
            assertThat(image.term(0).getByte(96 + 32 + 8)).isEqualTo(TestFrames.byteAt(96 + 32 + 8));
        }
    }

    @Test
    void theReservedValueCanBeThePlace() {
        UnsafeBuffer datagram = frames.data(0, 32);

        ArrivalTime.write(datagram, 0, 32, TimestampOffset.RESERVED_VALUE, WALL_CLOCK_NS);

        assertThat(DataFrame.reservedValue(datagram, 0)).isEqualTo(WALL_CLOCK_NS);
    }

    @Test
    void nothingIsWrittenBeyondTheFrame() {
        UnsafeBuffer fits = frames.data(0, 32 + 16, 64);
        UnsafeBuffer doesNotFit = frames.data(0, 32 + 15, 64);
        UnsafeBuffer as = frames.data(0, 32 + 15, 64);

        ArrivalTime.write(fits, 0, 128, 8, WALL_CLOCK_NS);
        ArrivalTime.write(doesNotFit, 0, 128, 8, WALL_CLOCK_NS);
        ArrivalTime.write(doesNotFit, 0, 128, Integer.MAX_VALUE, WALL_CLOCK_NS);

        assertThat(fits.getLong(40)).isEqualTo(WALL_CLOCK_NS);
        assertThat(doesNotFit).isEqualTo(as);
    }

    @Test
    void laterFragmentsPaddingAndHeartbeatsHaveNoPlace() {
        UnsafeBuffer fragment = frames.data(0, 96);
        DataFrame.flags(fragment, 0, DataFrame.FLAG_END);
        UnsafeBuffer heartbeat = frames.heartbeat(0);
        UnsafeBuffer padding = frames.padding(0, 4096);

        ArrivalTime.write(fragment, 0, 96, TimestampOffset.RESERVED_VALUE, WALL_CLOCK_NS);
        ArrivalTime.write(heartbeat, 0, 32, TimestampOffset.RESERVED_VALUE, WALL_CLOCK_NS);
        ArrivalTime.write(padding, 0, 32, TimestampOffset.RESERVED_VALUE, WALL_CLOCK_NS);

        assertThat(DataFrame.reservedValue(fragment, 0)).isZero();
        assertThat(DataFrame.reservedValue(heartbeat, 0)).isZero();
        assertThat(DataFrame.reservedValue(padding, 0)).isZero();
    }
}
