package io.tradebus.spring.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MessageInvokerTest {
    @Test
    void callsThroughAFieldWhereNoClassCanBeMade() throws Exception {
        byte[] noClassFile = {1, 2, 3, 4};

        MessageHandler invoker = MessageInvoker.of(noClassFile, handle(), List.of());

        assertThat(invoker.onMessage(new UnsafeBuffer(new byte[8]), 0, 8, new BusHeader()))
                .isEqualTo(BusAction.COMMIT);
    }

    @Test
    void doesWithoutAClassFileThatCannotBeRead() {
        InputStream unreadable = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("zip file closed");
            }
        };

        assertThat(MessageInvoker.Original.read(unreadable)).isEmpty();
        assertThat(MessageInvoker.Original.read(null)).isEmpty();
    }

    @Test
    void tellsAllHandlersOfTheEndOfASessionAlsoIfSomeFail() throws Exception {
        List<String> told = new ArrayList<>();
        MessageHandler invoker = MessageInvoker.of(
                handle(), List.of(failing("first", told), failing("second", told), told("third", told)));

        assertThatThrownBy(() -> invoker.onSessionEnded(new BusHeader()))
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("second"));

        assertThat(told).containsExactly("first", "second", "third");
    }

    private static MessageHandler failing(String name, List<String> told) {
        return ending(() -> {
            told.add(name);
            throw new IllegalStateException(name);
        });
    }

    private static MessageHandler told(String name, List<String> told) {
        return ending(() -> told.add(name));
    }

    private static MessageHandler ending(Runnable onSessionEnded) {
        return new MessageHandler() {
            @Override
            public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) {
                return BusAction.CONTINUE;
            }

            @Override
            public long onSessionEnded(BusHeader header) {
                onSessionEnded.run();
                return 0;
            }
        };
    }

    private static MethodHandle handle() throws ReflectiveOperationException {
        return MethodHandles.lookup().findStatic(MessageInvokerTest.class, "commit", MessageInvoker.MESSAGE_TYPE);
    }

    @SuppressWarnings("unused")
    private static BusAction commit(DirectBuffer buffer, int offset, int length, BusHeader header) {
        return BusAction.COMMIT;
    }
}
