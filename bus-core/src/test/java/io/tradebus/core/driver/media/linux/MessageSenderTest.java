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
    private final SendTarget target = SendTarget.ofConnection();
    private long nowNs;
    private final MessageSender sender = newSender(SendPath.SEGMENTS);
    private final UnsafeBuffer data = NativeMemory.allocate(256);

    @Test
    void eachPathHasThisOneBehindIt() {
        List<String> table = new ArrayList<>();
        for (SendPath path : SendPath.values()) {
            table.add(path.name() + " " + path.rank() + " " + path.datagramsPerCall() + " -> " + path.next());
        }

        assertThat(table)
                .containsExactly("SEGMENTS 3 64 -> sendmmsg", "MESSAGES 2 16 -> sendmsg", "SINGLE 1 1 -> null");
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
        assertThat(sender.path(target, 2)).isEqualTo(SendPath.MESSAGES);
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
    void takesWhatAFilterDoesNotPermitForARefusalIfAnotherCallIsPermitted() {
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EIO);
        kernel.refusals.put(SendPath.MESSAGES, Errno.EPERM);

        assertThat(send("aabbc", 2)).isEqualTo(2);
        assertThat(send(newSender(SendPath.MESSAGES), "ddee", 2)).isEqualTo(2);

        assertThat(kernel.sent).containsExactly("sendmsg aa", "sendmsg dd");
        kernel.refusals.put(SendPath.SINGLE, Errno.EPERM);
        assertThat(send("aabbc", 2)).isEqualTo(-Errno.EPERM);
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
        kernel.refusals.put(SendPath.MESSAGES, Errno.EACCES);
        assertThat(send("aabbc", 2)).isEqualTo(-Errno.EACCES);

        assertThat(sender.path(target, 2)).isEqualTo(SendPath.SEGMENTS);
        assertThat(fallbacks).isEmpty();
    }

    @Test
    void saysHowMuchOfARunWasTakenByWholeDatagrams() {
        MessageSender messages = newSender(SendPath.MESSAGES);
        kernel.room = 2;

        assertThat(send(messages, "aabbccd", 2)).isEqualTo(4);
        assertThat(send(messages, "ccd", 2)).isEqualTo(-Errno.EAGAIN);
        kernel.room = 100;
        assertThat(send(messages, "ccd", 2)).isEqualTo(3);
    }

    @Test
    void putsNoMoreMessagesIntoACallThanItHasRoomFor() {
        assertThat(send(newSender(SendPath.MESSAGES), "0123456789abcdefghij", 1))
                .isEqualTo(MessageSender.MAX_MESSAGES);
    }

    @Test
    void doesNotTakeWhatBecameOfADatagramBeforeForARefusal() {
        kernel.pending.addAll(List.of(Errno.EMSGSIZE));
        assertThat(send("aabbc", 2)).isEqualTo(5);
        kernel.pending.addAll(List.of(Errno.ENOPROTOOPT, Errno.EMSGSIZE));
        assertThat(send("ddee", 2)).isEqualTo(4);

        assertThat(kernel.sent).containsExactly("sendmsg with UDP_SEGMENT 2xaabbc", "sendmsg with UDP_SEGMENT 2xddee");
        assertThat(fallbacks).isEmpty();
    }

    @Test
    void leavesAPathForDatagramsThatAreAsLongAndForNoOthers() {
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EMSGSIZE);
        send("aaabbb", 3);
        kernel.refusals.clear();

        send("aabbc", 2);
        send("aaaabbbb", 4);

        assertThat(kernel.sent)
                .containsExactly(
                        "sendmmsg aaa",
                        "sendmmsg bbb",
                        "sendmsg with UDP_SEGMENT 2xaabbc",
                        "sendmmsg aaaa",
                        "sendmmsg bbbb");
    }

    @Test
    void leavesAPathForOneTargetAndForNoOther() {
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EIO);
        send("aabb", 2);
        kernel.refusals.clear();

        sender.target(3, SendTarget.ofConnection());
        send("aabb", 2);

        assertThat(kernel.sent).containsExactly("sendmmsg aa", "sendmmsg bb", "sendmsg with UDP_SEGMENT 2xaabb");
    }

    @Test
    void triesWhatWasRefusedAgainAfterAWhile() {
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EIO);
        send("aabb", 2);
        nowNs += SendTarget.RETRY_NS - 1;
        kernel.refusals.clear();
        send("ccdd", 2);
        assertThat(sender.path(target, 2)).isEqualTo(SendPath.MESSAGES);

        nowNs++;
        send("eeff", 2);
        assertThat(sender.path(target, 2)).isEqualTo(SendPath.SEGMENTS);

        assertThat(kernel.sent)
                .containsExactly(
                        "sendmmsg aa", "sendmmsg bb", "sendmmsg cc", "sendmmsg dd", "sendmsg with UDP_SEGMENT 2xeeff");
        assertThat(fallbacks).containsExactly("SEGMENTS -> MESSAGES: " + Errno.EIO, "not MESSAGES any more");
    }

    @Test
    void saysNothingWhenWhatWasRefusedIsRefusedAgain() {
        kernel.refusals.put(SendPath.SEGMENTS, Errno.EIO);
        send("aabb", 2);
        nowNs += SendTarget.RETRY_NS;
        send("ccdd", 2);
        kernel.refusals.clear();
        nowNs += SendTarget.RETRY_NS - 1;
        send("eeff", 2);

        assertThat(fallbacks).containsExactly("SEGMENTS -> MESSAGES: " + Errno.EIO);
        assertThat(kernel.sent).doesNotContain("sendmsg with UDP_SEGMENT 2xeeff");
    }

    private int send(String text, int segmentLength) {
        return send(sender, text, segmentLength);
    }

    private int send(MessageSender by, String text, int segmentLength) {
        data.putBytes(0, text.getBytes(StandardCharsets.US_ASCII));
        return by.send(NativeMemory.address(data, 0), text.length(), segmentLength);
    }

    private MessageSender newSender(SendPath best) {
        MessageSender made = new MessageSender(kernel, best, () -> nowNs, new MessageSender.PathListener() {
            @Override
            public void onRefused(SendPath refused, SendPath next, int errno) {
                fallbacks.add(refused.name() + " -> " + next.name() + ": " + errno);
            }

            @Override
            public void onForgotten(SendPath lowered) {
                fallbacks.add("not " + lowered.name() + " any more");
            }
        });
        made.target(3, target);
        return made;
    }
}
