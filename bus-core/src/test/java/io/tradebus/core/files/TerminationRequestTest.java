package io.tradebus.core.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.ControlFileLengths;
import io.tradebus.core.format.control.TerminateDriverCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminationRequestTest {
    private static final UnsafeBuffer TOKEN = new UnsafeBuffer("secret".getBytes(US_ASCII));

    private final TestDirectory parent = new TestDirectory();

    @AfterEach
    void deleteFiles() {
        parent.close();
    }

    @Test
    void hasNobodyToAskWithoutAReadyDriver() throws IOException {
        assertThat(TerminationRequest.send(parent.path(), TOKEN, 0, TOKEN.capacity()))
                .isFalse();

        ControlFile.create(parent.path(), ControlFileLengths.DEFAULT, 1, 1, 1).close();
        assertThat(TerminationRequest.send(parent.path(), TOKEN, 0, TOKEN.capacity()))
                .isFalse();
    }

    @Test
    void handsTheTokenToTheDriver() {
        try (ControlFile control = ControlFile.create(parent.path(), ControlFileLengths.DEFAULT, 1, 1, 1)) {
            control.publishVersion();

            assertThat(TerminationRequest.send(parent.path(), TOKEN, 0, TOKEN.capacity()))
                    .isTrue();

            assertThat(commands(control)).containsExactly(CommandType.TERMINATE_DRIVER + " secret");
        }
    }

    @Test
    void asksTheWayTheStockRequesterDoes() {
        try (ControlFile control = ControlFile.create(parent.path(), ControlFileLengths.DEFAULT, 1, 1, 1)) {
            control.publishVersion();

            io.aeron.CommonContext.requestDriverTermination(parent.path().toFile(), TOKEN, 0, TOKEN.capacity());

            assertThat(commands(control)).containsExactly(CommandType.TERMINATE_DRIVER + " secret");
        }
    }

    private static List<String> commands(ControlFile control) {
        List<String> commands = new ArrayList<>();
        new ManyToOneRingBuffer(control.toDriverBuffer())
                .read((type, buffer, offset, length) -> commands.add(type + " "
                        + buffer.getStringWithoutLengthAscii(
                                TerminateDriverCommand.tokenOffset(offset),
                                TerminateDriverCommand.tokenLength(buffer, offset))));
        return commands;
    }
}
