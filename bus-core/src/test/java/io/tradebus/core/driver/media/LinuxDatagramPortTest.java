package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Await;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

@EnabledForJreRange(min = JRE.JAVA_22)
@EnabledOnOs(OS.LINUX)
class LinuxDatagramPortTest extends DatagramPortContract {
    LinuxDatagramPortTest() {
        super(TestPorts.linux());
    }

    @Test
    void isAPortOfItsOwnKindWhereNoneOfTheOtherIsCalledFor() {
        DatagramPort receiver = ports.receiver(TestPorts.IPV4);

        assertThat(receiver).isNotInstanceOf(NioDatagramPort.class);
        assertThat(ports.sender(receiver.localAddress())).isNotInstanceOf(NioDatagramPort.class);
        assertThat(ports.failures).isEmpty();
    }

    @Test
    void sendsAndReceivesMoreThanFitsIntoOneCall() {
        DatagramPort receiver = ports.open(new PortSettings(
                "aeron:udp?alias=test",
                PortRole.RECEIVER,
                new InetSocketAddress(TestPorts.IPV4, 0),
                null,
                true,
                null,
                0,
                1 << 20));
        DatagramPort sender = ports.sender(receiver.localAddress());
        ByteBuffer run = ByteBuffer.allocateDirect(150 * 1408 - 8);
        for (int i = 0; i < run.capacity(); i++) {
            run.put(i, (byte) (i / 1408));
        }
        List<Integer> lengths = new ArrayList<>();
        DatagramHandler handler = (buffer, offset, length, source) -> {
            assertThat(buffer.getByte(offset)).isEqualTo((byte) lengths.size());
            assertThat(buffer.getByte(offset + length - 1)).isEqualTo((byte) lengths.size());
            lengths.add(length);
        };

        Await.until("all of it", () -> {
            sender.send(run, 1408, null);
            receiver.receive(handler, 4);
            return lengths.size() == 150;
        });

        assertThat(lengths.subList(0, 149)).containsOnly(1408);
        assertThat(lengths.get(149)).isEqualTo(1400);
    }
}
