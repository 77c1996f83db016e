package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.driver.MediaDriver;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same requests to a stock driver and to ours: both answer alike, but for ids they choose and words they use. */
class SameAnswersAsStockDriverIT {
    private final Path parent = TestDirectories.create();
    private final Path stockDirectory = parent.resolve("stock");
    private final Path ourDirectory = parent.resolve("ours");

    @AfterEach
    void deleteDirectories() {
        new DriverDirectory(parent).delete();
    }

    @Test
    @Conformance({"SM-25", "SM-26", "SM-27", "SM-28", "SM-31"})
    void toAddingAndRemoving() throws IOException {
        requireSameAnswers(conversation -> {
            conversation.ask(client -> client.addPublication("aeron:ipc", 1001));
            conversation.ask(client -> client.addPublication("aeron:ipc", 1001));
            conversation.ask(client -> client.addSubscription("aeron:ipc", 1001));
            conversation.ask(client -> client.addExclusivePublication("aeron:ipc", 1001));
            conversation.ask(client -> client.removeSubscription(4));
            conversation.ask(client -> client.removePublication(99));
            conversation.ask(client -> client.removeSubscription(99));
            conversation.ask(client -> client.removeCounter(99));
            conversation.ask(client -> client.addSubscription("aeron:ipc?session-id=7", 1002));
            conversation.ask(client -> client.addPublication("aeron:ipc?session-id=7", 1002));
            conversation.ask(client -> client.addExclusivePublication("aeron:ipc?session-id=7", 1002));
        });
    }

    @Test
    @Conformance({"SM-33", "SM-34"})
    void toCounters() throws IOException {
        requireSameAnswers(conversation -> {
            conversation.ask(client -> client.addCounter(1000, "mine"));
            conversation.ask(client -> client.addStaticCounter(77, 1001, "static"));
            conversation.ask(client -> client.addStaticCounter(77, 1001, "static"));
            conversation.ask(client -> client.addStaticCounter(2, 1000, "clash"));
            conversation.ask(client -> client.removeCounter(2));
        });
    }

    @Test
    @Conformance({"DB-22", "DB-23", "DB-25", "DB-28", "DB-29", "DB-91"})
    void toChannelsThatAreWrong() throws IOException {
        String[] channels = {
            "aeron:ipc?init-term-id=5",
            "aeron:ipc?init-term-id=5|term-id=6|term-offset=100",
            "aeron:ipc?init-term-id=5|term-id=4|term-offset=0",
            "aeron:ipc?term-length=32k",
            "aeron:ipc?term-length=100000",
            "aeron:ipc?mtu=100",
            "aeron:ipc?mtu=16384",
            "aeron:ipc?pub-wnd=1024",
            "aeron:ipc?max-resend=0",
            "aeron:ipc?stream-id=7",
            "aeron:ipc?tags=1,-1",
            "aeron:ipc?tags=1,x",
            "aeron:ipc?session-id=tag:78",
            "aeron:ipc?session-id=x",
            "aeron:ipc?response-correlation-id=-7",
            "aeron:ipc?response-correlation-id=x",
            "aeron:ipc?response-correlation-id=78",
            "aeron:ipc?control-mode=response",
            "aeron:ipc?control-mode=response|response-correlation-id=78",
            "aeron:ipc?nonsense",
            "aeron:xyz",
        };
        requireSameAnswers(conversation -> {
            for (String channel : channels) {
                conversation.ask(client -> client.addPublication(channel, 1001));
            }
            conversation.ask(client -> client.addPublication("aeron:ipc?tags=1,77", 1003));
            conversation.ask(client -> client.addExclusivePublication("aeron:ipc?tags=1,77", 1003));
            conversation.ask(client -> client.addPublication("aeron:ipc?mtu=4096", 1003));
            conversation.ask(client -> client.addPublication("aeron:ipc?term-length=128k", 1003));
            conversation.ask(client -> client.addSubscription("aeron:ipc?session-id=x", 1001));
        });
    }

    @Test
    @Conformance({"SM-32", "DB-92", "DB-93", "DB-90"})
    void toRequestsThatAreWrong() throws IOException {
        requireSameAnswers(conversation -> {
            conversation.ask(client -> client.sendRaw(0x77, 24));
            conversation.ask(client -> client.sendRaw(CommandType.ADD_PUBLICATION, 12));
            conversation.ask(client -> client.sendRaw(CommandType.REMOVE_COUNTER, 12));
            conversation.ask(client -> client.rejectImage(78, "no such image"));
            conversation.ask(client -> client.rejectImage(78, "x".repeat(1024)));
            conversation.ask(client ->
                    client.destination(CommandType.ADD_DESTINATION, 78, "aeron:udp?endpoint=localhost:20121"));
            conversation.ask(client -> client.removeDestinationById(78, 79));
            conversation.ask(client -> client.destination(CommandType.ADD_RCV_DESTINATION, 78, "aeron:ipc"));
        });
    }

    @Test
    @Conformance({"SM-36", "SM-74"})
    void toRejectingAndRevoking() throws IOException {
        requireSameAnswers(conversation -> {
            conversation.ask(client -> client.addPublication("aeron:ipc", 1001));
            conversation.ask(client -> client.addSubscription("aeron:ipc", 1001));
            conversation.ask(client -> client.rejectImage(2, "no"));
            conversation.ask(client -> client.addExclusivePublication("aeron:ipc", 1002));
            conversation.ask(client -> client.addSubscription("aeron:ipc", 1002));
            conversation.ask(client -> client.revokePublication(8));
            conversation.awaitLate("ON_UNAVAILABLE_IMAGE correlation=8");
        });
    }

    @Test
    @Conformance({"DB-85", "DB-87"})
    void toRequestsAndResponses() throws IOException {
        requireSameAnswers(conversation -> {
            conversation.ask(client -> client.addSubscription("aeron:ipc?control-mode=response", 10));
            conversation.ask(client -> client.addPublication("aeron:ipc?response-correlation-id=2", 20));
            conversation.ask(client -> client.addSubscription("aeron:ipc", 20));
            conversation.ask(
                    client -> client.addPublication("aeron:ipc?control-mode=response|response-correlation-id=4", 10));
            conversation.ask(client ->
                    client.addPublication("aeron:ipc?control-mode=response|response-correlation-id=prototype", 10));
            conversation.ask(client -> client.addPublication("aeron:ipc", 10));
        });
    }

    @Test
    @Conformance({"SM-40", "DB-15", "DB-38"})
    void toLeaving() throws IOException {
        requireSameAnswers(conversation -> {
            conversation.ask(client -> client.addPublication("aeron:ipc", 1001));
            conversation.ask(client -> client.addSubscription("aeron:ipc", 1001));
            conversation.ask(client -> client.removePublication(2));
            conversation.awaitLate("ON_UNAVAILABLE_IMAGE correlation=2");
            conversation.ask(client -> client.addCounter(1000, "mine"));
            conversation.ask(RawClient::close);
            conversation.awaitLate("ON_UNAVAILABLE_COUNTER registration=8");
        });
    }

    private void requireSameAnswers(Consumer<Conversation> script) throws IOException {
        String stock;
        try (MediaDriver driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(stockDirectory.toString())
                .threadingMode(io.aeron.driver.ThreadingMode.SHARED)
                .ipcTermBufferLength(64 << 10)
                .errorHandler(expected -> {})
                .dirDeleteOnShutdown(true))) {
            stock = answers(Path.of(driver.aeronDirectoryName()), script);
        }
        DriverConfig config = DriverHarness.smallConfig(ourDirectory);
        config = config.withThreading(config.threading().withMode(ThreadingMode.SHARED));
        String ours;
        try (Driver driver = Driver.start(config)) {
            ours = answers(driver.directory(), script);
        }
        assertThat(ours).isEqualTo(stock).contains("ON_");
    }

    private static String answers(Path directory, Consumer<Conversation> script) throws IOException {
        try (ControlFile control = ControlFile.map(directory.resolve("cnc.dat"))) {
            Conversation conversation = new Conversation(control, directory);
            script.accept(conversation);
            return conversation.normalised();
        }
    }

    /** Asks for one thing after another. After each, asks for a session id, whose answer shows that it has been done. */
    private static final class Conversation {
        private final RawClient client;
        private final EventTranscript events;
        private final Path directory;
        private final StringBuilder said = new StringBuilder();

        Conversation(ControlFile control, Path directory) {
            client = new RawClient(new ManyToOneRingBuffer(control.toDriverBuffer()));
            events = new EventTranscript(control.toClientsBuffer());
            this.directory = directory;
        }

        void ask(Consumer<RawClient> request) {
            request.accept(client);
            awaitEvent("ON_NEXT_AVAILABLE_SESSION_ID correlation=" + client.nextSessionId(1));
        }

        void awaitEvent(String event) {
            Await.until(event, () -> said.append(events.take()).indexOf(event) >= 0);
        }

        /** An event of a pass of the timers, which may come before the answer to the request that it follows, or after. */
        void awaitLate(String event) {
            awaitEvent(event);
            int start = said.indexOf(event);
            int end = said.indexOf("\n", start) + 1;
            String line = said.substring(start, end);
            said.delete(start, end).append(line);
        }

        /** Without what a driver may choose: sessions, counter ids, the words of an error. */
        String normalised() {
            return said.toString()
                    .replace(directory.toString(), "")
                    .replaceAll("session=(?!7 )-?\\d+", "session=#")
                    .replaceAll("(counter|limit)=\\d+", "$1=#")
                    .replaceAll("(code=(?!13)\\d+) message=.*(\\R\\s.*)*", "$1");
        }
    }
}
