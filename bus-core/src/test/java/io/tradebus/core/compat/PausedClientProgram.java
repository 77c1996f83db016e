package io.tradebus.core.compat;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client that talks to itself and is stopped in the middle. The argument is the driver directory. It says when it lost
 * its driver and when it goes on, and at the end what is unaccounted for.
 */
public final class PausedClientProgram {
    private static final int STREAM = 1001;
    private static final int ENOUGH = 2_000;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private PausedClientProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        DeliveryLedger ledger = new DeliveryLedger();
        AtomicBoolean isOver = new AtomicBoolean();
        StandardInput input = new StandardInput();
        try (Client client = DriverLossIT.connect(Path.of(arguments[0]), ledger);
                Threads threads = new Threads()) {
            Subscription subscription = client.addSubscription("aeron:ipc", STREAM);
            Publication publication = client.addPublication("aeron:ipc", STREAM);
            threads.start("first", () -> DriverLossIT.publish(ledger, publication, isOver));
            threads.start("second", () -> DriverLossIT.publish(ledger, publication, isOver));
            threads.start("subscriber", () -> DriverLossIT.poll(ledger, subscription, isOver));
            Await.until("messages", LIMIT, () -> ledger.receivedCount() > ENOUGH);
            say("RUNNING");

            Await.until("lost", LIMIT, () -> !ledger.losses().isEmpty());
            say("LOST alive=" + ledger.losses().get(0).isDriverAlive());
            Await.until("back", LIMIT, () -> ledger.returnCount() > 0);
            say("BACK");
            int before = ledger.receivedCount();
            Await.until("more messages", LIMIT, () -> ledger.receivedCount() > before + ENOUGH);
            say("GOING ON");
            input.awaitEnd();
            isOver.set(true);
            Await.until("all has come", LIMIT, ledger::isSettled);
        }
        say("PROBLEMS " + ledger.problems());
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
