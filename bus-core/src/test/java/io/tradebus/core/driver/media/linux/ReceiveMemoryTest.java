package io.tradebus.core.driver.media.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiveMemoryTest {
    private static final int NOTHING = 0;

    private final FakeKernel kernel = new FakeKernel();
    private final ReceiveMemory memory = new ReceiveMemory();
    private final SourceCache sources = new SourceCache();
    private final List<String> datagrams = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();

    @Test
    void handsOverWhatIsNotJoinedAsItIs() {
        assertThat(receive(message("abc", new byte[0], NOTHING))).isEqualTo(3);
        assertThat(receive(message("", new byte[0], NOTHING))).isZero();

        assertThat(datagrams).containsExactly("abc", "");
    }

    @Test
    void takesApartWhatIsJoined() {
        assertThat(receive(message("aaaaaaaabbbbbbbbc", joined(8), NOTHING))).isEqualTo(17);
        assertThat(receive(message("aabbc", joined(2), NOTHING))).isEqualTo(5);
        assertThat(receive(message("one", joined(3), NOTHING))).isEqualTo(3);

        assertThat(datagrams).containsExactly("aaaaaaaa", "bbbbbbbb", "c", "aa", "bb", "c", "one");
        assertThat(offsets).allMatch(offset -> offset % 8 == 0);
    }

    @Test
    void cutsOffWhatIsBehindTheLongestDatagram() {
        kernel.arriving.add(message("aaaaaaaabbbbbbbb", joined(8), NOTHING));

        receiveAll(5);

        assertThat(datagrams).containsExactly("aaaaa", "bbbbb");
    }

    @Test
    void dropsWhatItCannotTakeApart() {
        assertThat(receive(message("aabb", new byte[0], MessageHeader.MSG_CTRUNC)))
                .isNegative();
        assertThat(receive(message("aabb", joined(0), NOTHING))).isNegative();
        assertThat(receive(message("aabb", joined(5), NOTHING))).isNegative();
        assertThat(receive(message("aabb", joined(Integer.MIN_VALUE), NOTHING))).isNegative();

        assertThat(datagrams).isEmpty();
        assertThat(receive(message("aabb", joined(2), MessageHeader.MSG_CTRUNC)))
                .isEqualTo(4);
    }

    @Test
    void handsOverSeveralMessagesOfOneCallEachOutOfItsOwnRoom() {
        kernel.arriving.add(message("aabb", joined(2), NOTHING));
        kernel.arriving.add(message("ccc", new byte[0], NOTHING));
        kernel.arriving.add(message("x".repeat(ReceiveMemory.ROOM), joined(32_768), NOTHING));

        receiveAll(65_504);

        assertThat(datagrams.subList(0, 3)).containsExactly("aa", "bb", "ccc");
        assertThat(datagrams.subList(3, 5)).allMatch(each -> each.length() == 32_768);
    }

    @Test
    void staysWithinTheRoomOfAMessageWhateverTheKernelSays() {
        Random random = new Random(22);
        for (int length : new int[] {Integer.MIN_VALUE, -1, 65_537, Integer.MAX_VALUE}) {
            for (int i = 0; i < 200; i++) {
                kernel.claimedLength = length;
                datagrams.clear();

                int bytes = receive(message("abc", joined(1 + random.nextInt(70_000)), NOTHING));

                assertThat(bytes).isBetween(-1, ReceiveMemory.ROOM);
                assertThat(datagrams.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(ReceiveMemory.ROOM);
            }
        }
    }

    private int receive(FakeKernel.Message message) {
        kernel.arriving.add(message);
        return receiveAll(65_504);
    }

    private int receiveAll(int maxLength) {
        int count = kernel.recvmmsg(3, memory.prepare(), ReceiveMemory.MAX_MESSAGES, 0);
        memory.received(count);
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += memory.handOver(
                    i,
                    maxLength,
                    (buffer, offset, length, source) -> {
                        datagrams.add(buffer.getStringWithoutLengthAscii(offset, length));
                        offsets.add(offset);
                    },
                    sources);
        }
        return bytes;
    }

    private static byte[] joined(int segmentLength) {
        return SegmentsTest.message(20, Segments.SOL_UDP, Segments.UDP_GRO, segmentLength);
    }

    private static FakeKernel.Message message(String text, byte[] control, int flags) {
        return new FakeKernel.Message(text.getBytes(StandardCharsets.US_ASCII), control, flags);
    }
}
