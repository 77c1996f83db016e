package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.format.control.CorrelatedCommand;
import io.tradebus.core.format.control.PublicationCommand;
import io.tradebus.core.format.control.SubscriptionCommand;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.junit.jupiter.api.Test;

/**
 * Whatever a client writes into the shared memory that it has, the driver lives, the streams of others go on unharmed, and
 * the error log says what was wrong.
 */
@Conformance({"DB-92", "DB-93", "DB-94"})
class CommandFuzzIT {
    private static final long COMMANDS = Long.getLong("fuzz.commands", 20_000);
    private static final long WORDS = Long.getLong("fuzz.words", 1_000);
    private static final long SEED = Long.getLong("fuzz.seed", 4_711);

    private static final Map<String, String> SETTINGS = Map.of(
            "aeron.timer.interval", "100ms", "aeron.fallback.logger", "no_op", "aeron.client.liveness.timeout", "10s");
    private static final String STREAM_ID = "1592737331";
    private static final long FIRST_ID = 0x5EED_F000_0000L;
    private static final int CORRUPTED_STREAM_ID = 0x0EEE_0000;
    private static final int MAX_LENGTH = 1_500;
    private static final int BATCH = 256;
    private static final long PAUSE_NS = 4_000_000;
    private static final int WORDS_OF_A_LOG = 50;
    private static final long PAUSE_AFTER_WORD_NS = 50_000;
    private static final Duration LEFTOVERS = Duration.ofSeconds(60);

    private final Random random = new Random(SEED);

    @Test
    void commandsThatMeanHarmHarmNobodyElse() throws IOException {
        try (DriverProcess driver = DriverProcess.ours(SETTINGS)) {
            driver.awaitStart();
            try (Work work = new Work(driver);
                    ControlFile control = ControlFile.map(driver.directory().resolve(ControlFileLayout.FILE_NAME))) {
                ManyToOneRingBuffer ring = new ManyToOneRingBuffer(control.toDriverBuffer());
                FuzzedCommands commands = new FuzzedCommands(SEED);
                for (long i = 0; i < COMMANDS; i++) {
                    commands.next();
                    send(ring, commands.typeId(), commands.buffer(), commands.length());
                    if (i % BATCH == 0) {
                        // Others must not miss what the driver tells all of it.
                        LockSupport.parkNanos(PAUSE_NS);
                    }
                }
                work.requireUnharmed();
            }
            // Each fault has been recorded, as far as the log has room.
            assertThat(driver.counter(SystemCounter.ERRORS)).isGreaterThan(COMMANDS / 4);
            assertThat(driver.errors()).contains("observations from");
            requireFit(driver);
            Await.until("all logs are gone", LEFTOVERS, () -> driver.logFiles().isEmpty());
        }
    }

    @Test
    void logsWhoseMetadataAreCorruptedHarmNobodyElse() throws IOException {
        try (DriverProcess driver = DriverProcess.ours(SETTINGS)) {
            driver.awaitStart();
            try (Work work = new Work(driver);
                    ControlFile control = ControlFile.map(driver.directory().resolve(ControlFileLayout.FILE_NAME))) {
                ManyToOneRingBuffer ring = new ManyToOneRingBuffer(control.toDriverBuffer());
                for (long log = 0; log * WORDS_OF_A_LOG < WORDS; log++) {
                    corruptLog(driver, ring, log);
                }
                work.requireUnharmed();
            }
            requireFit(driver);
            Await.until("all logs are gone", LEFTOVERS, () -> driver.logFiles().isEmpty());
        }
    }

    /** Publishes and subscribes as a client, writes nonsense into the log, and goes. */
    private void corruptLog(DriverProcess driver, ManyToOneRingBuffer ring, long number) {
        ExpandableArrayBuffer command = new ExpandableArrayBuffer();
        long id = FIRST_ID + 4 * number;
        int streamId = CORRUPTED_STREAM_ID + (int) number;
        // Each at a port of its own, since a channel that is being closed is refused.
        String udp = "aeron:udp?endpoint=localhost:" + UdpDrivers.freePort();
        String publication;
        String subscription;
        switch ((int) number % 3) {
            case 0 -> {
                subscription = "aeron:ipc";
                publication = "aeron:ipc?term-length=64k";
            }
            case 1 -> {
                subscription = udp;
                publication = udp + "|term-length=64k|linger=0";
            }
            default -> {
                subscription = "aeron-spy:" + udp;
                publication = udp + "|term-length=64k|linger=0|ssc=true";
            }
        }
        send(
                ring,
                CommandType.ADD_SUBSCRIPTION,
                command,
                SubscriptionCommand.write(command, 0, id, id + 1, streamId, subscription));
        int type = random.nextBoolean() ? CommandType.ADD_PUBLICATION : CommandType.ADD_EXCLUSIVE_PUBLICATION;
        send(ring, type, command, PublicationCommand.write(command, 0, id, id + 2, streamId, publication));
        Path file = new DriverDirectory(driver.directory()).publicationLog(id + 2);
        Await.until("the log is there", () -> Files.exists(file) && driver.hasLabel("pub-lmt: " + (id + 2)));
        try (LogFile log = LogFile.map(file)) {
            for (int i = 0; i < WORDS_OF_A_LOG; i++) {
                corrupt(log.metadata());
                LockSupport.parkNanos(PAUSE_AFTER_WORD_NS);
            }
        }
        send(ring, CommandType.CLIENT_CLOSE, command, CorrelatedCommand.write(command, 0, id, -1));
    }

    private void corrupt(UnsafeBuffer metadata) {
        int words = (random.nextBoolean() ? 512 : metadata.capacity()) / Integer.BYTES;
        int value = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(4);
            case 1 -> -random.nextInt(4);
            case 2 -> 1 << random.nextInt(Integer.SIZE);
            default -> random.nextInt();
        };
        metadata.putIntVolatile(Integer.BYTES * random.nextInt(words), value);
    }

    private static void send(ManyToOneRingBuffer ring, int typeId, DirectBuffer command, int length) {
        while (!ring.write(typeId, command, 0, length)) {
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** The driver serves new clients. */
    private static void requireFit(DriverProcess driver) {
        assertThat(driver.process().isAlive()).isTrue();
        try (ChildJvm subscriber =
                        UdpDrivers.subscriber(Maker.STOCK, driver, "poll", "aeron:ipc", 1, 1_000, MAX_LENGTH);
                ChildJvm publisher =
                        UdpDrivers.publisher(Maker.US, driver, "exclusive", "offer", "aeron:ipc", 1_000, MAX_LENGTH)) {
            assertThat(subscriber.awaitLine("RECEIVED")).isEqualTo("1000");
            assertThat(publisher.end()).isZero();
        }
    }

    /** Streams of well-behaved clients, of both makers, over IPC and over UDP. */
    private static final class Work implements AutoCloseable {
        private final List<ChildJvm> publishers = new ArrayList<>();
        private final List<ChildJvm> subscribers = new ArrayList<>();

        Work(DriverProcess driver) {
            add(driver, "aeron:ipc", Maker.STOCK, Maker.US);
            add(driver, UdpDrivers.unicast(UdpDrivers.freePort()) + "|term-length=64k", Maker.US, Maker.STOCK);
        }

        private void add(DriverProcess driver, String channel, Maker publisher, Maker subscriber) {
            ChildJvm reading = ChildJvm.run(
                    subscriber.client(),
                    driver.directoryName(),
                    "follow-to-end",
                    channel,
                    STREAM_ID,
                    "0",
                    Integer.toString(MAX_LENGTH));
            subscribers.add(reading);
            reading.awaitLine("SUBSCRIBED");
            publishers.add(ChildJvm.run(
                    publisher.client(),
                    driver.directoryName(),
                    "publish",
                    "exclusive",
                    "slow",
                    channel,
                    STREAM_ID,
                    "0",
                    Integer.toString(MAX_LENGTH)));
            reading.awaitLine("FIRST");
        }

        /** Every message has arrived, as it was sent. */
        void requireUnharmed() {
            for (int i = 0; i < publishers.size(); i++) {
                ChildJvm publisher = publishers.get(i);
                ChildJvm subscriber = subscribers.get(i);
                assertThat(publisher.end())
                        .as(() -> publisher.output().toString())
                        .isZero();
                long published = Long.parseLong(publisher.awaitLine("PUBLISHED").split(" ")[0]);
                assertThat(published).isGreaterThan(100);
                assertThat(subscriber.awaitLine("UNAVAILABLE")).endsWith("eos=true");
                assertThat(subscriber.awaitLine("FOLLOWED")).isEqualTo(Long.toString(published));
                assertThat(subscriber.end()).isZero();
                assertThat(subscriber.output()).noneMatch(line -> line.startsWith("ERROR"));
            }
        }

        @Override
        public void close() {
            publishers.forEach(ChildJvm::close);
            subscribers.forEach(ChildJvm::close);
        }
    }
}
