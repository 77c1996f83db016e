package io.tradebus.spring.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BatchHandler;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DecoratedHandlerTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void isTheHandlerItselfWhenThereIsNothingToDo() {
        MessageHandler handler = (buffer, offset, length, header) -> BusAction.CONTINUE;

        assertThat(DecoratedHandler.of(handler, handler)).isSameAs(handler);
    }

    @Test
    void passesTheEndsOfBatchesAndSessionsOn() throws Exception {
        var batches = new Batches();
        MessageHandler decorated = DecoratedHandler.of(
                (buffer, offset, length, header) -> {
                    calls.add("before");
                    return batches.onMessage(buffer, offset, length, header);
                },
                batches);

        decorated.onMessage(new UnsafeBuffer(0, 0), 0, 0, new BusHeader());
        ((BatchHandler) decorated).onBatchEnd();
        decorated.onSessionEnded(new BusHeader());

        assertThat(calls).containsExactly("before", "message", "batch end", "session end");
    }

    @Test
    void makesNoBatchesOfAHandlerThatHasNone() {
        MessageHandler handler = (buffer, offset, length, header) -> BusAction.CONTINUE;

        assertThat(DecoratedHandler.of(
                        (buffer, offset, length, header) -> handler.onMessage(buffer, offset, length, header), handler))
                .isNotInstanceOf(BatchHandler.class);
    }

    private final class Batches implements BatchHandler {
        @Override
        public BusAction onMessage(DirectBuffer buffer, int offset, int length, BusHeader header) {
            calls.add("message");
            return BusAction.CONTINUE;
        }

        @Override
        public void onBatchEnd() {
            calls.add("batch end");
        }

        @Override
        public long onSessionEnded(BusHeader header) {
            calls.add("session end");
            return 64;
        }
    }
}
