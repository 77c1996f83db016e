package io.tradebus.core.driver.media.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSenderTest {
    private final FakeKernel kernel = new FakeKernel();
    private final List<String> fallbacks = new ArrayList<>();
    private final MessageSender sender = new MessageSender(
            kernel,
            SendPath.SEGMENTS,
            (refused, next, errno) -> fallbacks.add(refused.name() + " -> " + next.name() + ": " + errno));
    private final UnsafeBuffer data = NativeMemory.allocate(256);

    @Test
    void eachPathHasThisOneBehindIt() {
        List<String> table = new ArrayList<>();
        for (SendPath path : SendPath.values()) {
            table.add(path.name() + " " + path.rank() + " -> " + path.next());
        }

        assertThat(table).containsExactly("SEGMENTS 3 -> sendmmsg", "MESSAGES 2 -> sendmsg", "SINGLE 1 -> null");
    }

    @Test
    void sendsARunInOneMessageAndASingleDatagramWithoutALength() {
        assertThat(send("aabbc", 2)).isEqualTo(5);
        assertThat(send("a", 2)).isEqualTo(1);
        assertThat(send("aa", 2)).isEqualTo(2);

        assertThat(kernel.sent).containsExactly("sendmsg with UDP_SEGMENT 2xaabbc", "sendmsg a", "sendmsg aa");
        assertThat(fallbacks).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EIO, Errno.EINVAL, Errno.EOPNOTSUPP, Errno.EMSGSIZE, Errno.ENOPROTOOPT, Errno.ENOSYS})
    void goesOnWithTheNextPathWhenOneIsRefused(int errno) {
        kernel.refusals.put(SendPath.SEGMENTS, errno);

        assertThat(send("aabbc", 2)).isEqualTo(5);
        assertThat(send("ddee", 2)).isEqualTo(4);

        assertThat(kernel.sent)
                .containsExactly("sendmmsg aa", "sendmmsg bb", "sendmmsg c", "sendmmsg dd", "sendmmsg ee");
        assertThat(fallbacks).containsExactly("SEGMENTS -> MESSAGES: " + errno);
        assertThat(sender.path()).isEqualTo(SendPath.MESSAGES);
    }

    @Test
    void comesDownToOneCallADatagram() {
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EIO);
        kernel.refusals.put(SendPath.MESSAGES, Errno.ENOSYS);

        assertThat(send("aabbc", 2)).isEqualTo(2);
        assertThat(send("bbc", 2)).isEqualTo(2);
        assertThat(send("c", 2)).isEqualTo(1);

        assertThat(kernel.sent).containsExactly("sendmsg aa", "sendmsg bb", "sendmsg c");
        assertThat(fallbacks).containsExactly("SEGMENTS -> SINGLE: " + Errno.EIO);
    }

    @Test
    void keepsAPathWhenTheDatagramIsRefusedByWhateverPath() {
        for (SendPath path : SendPath.values()) {
            kernel.refusals.put(path, Errno.EINVAL);
        }

        assertThat(send("aabbc", 2)).isEqualTo(-Errno.EINVAL);
        kernel.refusals.clear();
        assertThat(send("aabbc", 2)).isEqualTo(5);

        assertThat(kernel.sent).containsExactly("sendmsg with UDP_SEGMENT 2xaabbc");
        assertThat(fallbacks).isEmpty();
    }

    @Test
    void doesNotTakeWantOfRoomOrAnotherFailureForARefusal() {
        kernel.room = 0;
        assertThat(send("aabbc", 2)).isEqualTo(-Errno.EAGAIN);
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EIO);
        assertThat(send("aabbc", 2)).isEqualTo(-Errno.EAGAIN);
        kernel.refusals.put(SendPath.SEGMENTS, Errno.ENETUNREACH);
        assertThat(send("aabbc", 2)).isEqualTo(-Errno.ENETUNREACH);
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EIO);
        kernel.refusals.put(SendPath.MESSAGES, Errno.EPERM);
        assertThat(send("aabbc", 2)).isEqualTo(-Errno.EPERM);

        assertThat(sender.path()).isEqualTo(SendPath.SEGMENTS);
        assertThat(fallbacks).isEmpty();
    }

    @Test
    void saysHowMuchOfARunWasTakenByWholeDatagrams() {
        sender.path(SendPath.MESSAGES);
        kernel.room = 2;

        assertThat(send("aabbccd", 2)).isEqualTo(4);
        assertThat(send("ccd", 2)).isEqualTo(-Errno.EAGAIN);
        kernel.room = 100;
        assertThat(send("ccd", 2)).isEqualTo(3);
    }

    @Test
    void putsNoMoreMessagesIntoACallThanItHasRoomFor() {
        sender.path(SendPath.MESSAGES);

        assertThat(send("0123456789abcdefghij", 1)).isEqualTo(MessageSender.MAX_MESSAGES);
    }

    private int send(String text, int segmentLength) {
        data.putBytes(0, text.getBytes(StandardCharsets.US_ASCII));
        return sender.send(NativeMemory.address(data, 0), text.length(), segmentLength);
    }
}
