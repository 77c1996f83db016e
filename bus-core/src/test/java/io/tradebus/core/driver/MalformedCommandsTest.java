package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.FallbackLogger;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.PublicationCommand;
import io.tradebus.core.support.Conformance;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedCommandsTest {
    private final DriverHarness driver = DriverHarness.start(
            config -> config.withOperation(config.operation().withFallbackLogger(FallbackLogger.NO_OP)));
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"SM-32", "DB-92"})
    void anUnknownTypeIsAnsweredWithCorrelationIdZero() {
        client.sendRaw(0x77, 24);
        client.addCounter(1000, "still here");
        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_ERROR correlation=0 code=6 message=command typeId=119
                ON_COUNTER_READY registration=1 counter=46
                ON_COUNTER_READY registration=2 counter=47
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
    @Conformance({"SM-32", "DB-93"})
    void aCommandThatIsTooShortIsAnsweredWithCorrelationIdZero(int typeId) {
        client.sendRaw(typeId, 12);
        driver.run();

        assertThat(driver.events())
                .startsWith("ON_ERROR correlation=0 code=7 message=command=" + typeId + " too short");
        assertThat(driver.counter(SystemCounter.ERRORS)).isEqualTo(1);
    }

    @Test
    @Conformance("SM-37")
    void bytesAfterACommandAreNoFault() {
        UnsafeBuffer command = new UnsafeBuffer(new byte[256]);
        int length = PublicationCommand.write(command, 0, client.id(), 2, 1001, "aeron:ipc");
        command.setMemory(length, 32, (byte) 0x5A);
        driver.ring().write(CommandType.ADD_PUBLICATION, command, 0, length + 32);
        driver.run();

        assertThat(driver.events()).contains("ON_PUBLICATION_READY correlation=2");
    }

    @Test
    @Conformance({"DB-94", "SM-83"})
    void errorsAreCountedAndKeptOnceEach() {
        client.removeCounter(77);
        client.removeCounter(77);
        client.removeCounter(78);
        driver.run();

        assertThat(driver.counter(SystemCounter.ERRORS)).isEqualTo(3);
        assertThat(driver.errorLog())
                .contains("2 x io.tradebus.core.driver.conductor.resource.RequestRefusedException: unknown counter: 77")
                .contains(
                        "1 x io.tradebus.core.driver.conductor.resource.RequestRefusedException: unknown counter: 78");
    }

    @Test
    @Conformance("SM-32")
    void nothingThatAClientSendsStopsTheConductor() {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong());
        Random random = new Random(seed);
        UnsafeBuffer command = new UnsafeBuffer(new byte[256]);
        for (int i = 0; i < 5_000; i++) {
            random.nextBytes(command.byteArray());
            // Lengths inside the command are plausible often enough to get past the first check.
            command.putInt(16, random.nextInt(128) - 8);
            command.putInt(20, random.nextInt(64) - 8);
            command.putInt(24, random.nextInt(64) - 8);
            command.putInt(28, random.nextInt(64) - 8);
            int typeId = 1 + random.nextInt(20);
            driver.ring().write(typeId, command, 0, random.nextInt(256));
            driver.run();
        }

        driver.events();
        client.nextSessionId(1001);
        driver.run();
        assertThat(driver.events()).as("seed " + seed).contains("ON_NEXT_AVAILABLE_SESSION_ID");
    }
}
