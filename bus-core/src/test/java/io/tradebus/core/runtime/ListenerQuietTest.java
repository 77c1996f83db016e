package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.FILLS;
import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Claim;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.Publication;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.TestSleepers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the thread of a listener may sleep, and what ends that. */
class ListenerQuietTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final InvokedBus bus = new InvokedBus(RuntimeObserver.NONE);
    private final AtomicInteger woken = new AtomicInteger();
    private final Sleeper sleeper = TestSleepers.counting(woken);
    private BusAction answer = BusAction.CONTINUE;
    private boolean isFailing;
    private FailureDecision decision = FailureDecision.HALT;
    private ListenerAgent agent;

    @AfterEach
    void close() {
        bus.close();
    }

    private WakeableAgent lane(int concurrency, StreamDefinition... streams) {
        agent = bus.listener(
                new ListenerDefinition("risk", List.of(streams), 32).withConcurrency(concurrency),
                () -> new ListenerWork(
                        (buffer, offset, length, header) -> {
                            if (isFailing) {
                                throw new IllegalStateException("it fails");
                            }
                            return answer;
                        },
                        (failure, message, attempt) -> decision));
        return worker(0);
    }

    private WakeableAgent worker(int index) {
        return (WakeableAgent) agent.workers().get(index);
    }

    private void isWokenBy(String what, Runnable action) {
        sleeper.accept(1);
        woken.set(0);
        action.run();
        assertThat(woken).as(what).hasValue(1);
    }

    @Test
    void hasNothingToDoUntilSomethingComes() {
        WakeableAgent lane = lane(1, ORDERS);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        bus.send(orders, 1);
        bus.runUntil("handled", () -> agent.counters("orders").messages() == 1);

        assertThat(lane.quietNs()).isEqualTo(WakeableAgent.NOTHING_TO_DO);
        assertThat(lane.isWokenByAll()).isTrue();
    }

    @Test
    void looksAgainAtAMessageThatWasNotTaken() {
        WakeableAgent lane = lane(1, ORDERS);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        answer = BusAction.ABORT;
        bus.send(orders, 1);
        bus.runUntil("aborted", () -> agent.counters("orders").aborts() > 0);
        assertThat(lane.quietNs()).isZero();

        answer = BusAction.CONTINUE;
        bus.cycle();
        bus.cycle();

        assertThat(lane.quietNs()).isEqualTo(WakeableAgent.NOTHING_TO_DO);
    }

    @Test
    void sleepsUntilItsNextRetryUnlessItIsPaused() {
        WakeableAgent lane = lane(1, ORDERS);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        isFailing = true;
        decision = FailureDecision.retryAfterNs(HOUR);
        bus.send(orders, 1);
        bus.runUntil("retrying", () -> agent.state() == ListenerState.RETRYING);
        assertThat(lane.quietNs()).isBetween(HOUR / 2, HOUR);

        agent.pause();
        bus.cycle();

        assertThat(lane.quietNs()).isEqualTo(WakeableAgent.NOTHING_TO_DO);
    }

    @Test
    void doesNotSleepForLongWhileItHasTheBeginningOfAMessage() {
        WakeableAgent lane = lane(1, ORDERS);
        Publication orders = publication();
        bus.runUntil("connected", orders::isConnected);
        fragment(orders, DataFrame.FLAG_BEGIN);
        bus.cycle();
        assertThat(lane.quietNs()).isZero();

        fragment(orders, DataFrame.FLAG_END);
        bus.runUntil("handled", () -> agent.counters("orders").messages() == 1);

        assertThat(lane.quietNs()).isEqualTo(WakeableAgent.NOTHING_TO_DO);
    }

    private static void fragment(Publication publication, int flags) {
        Claim claim = new Claim();
        assertThat(publication.tryClaim(8, claim)).isPositive();
        claim.flags(flags).commit();
    }

    private Publication publication() {
        Client client = bus.runtime().client();
        long asked = client.asyncAddExclusivePublication(ORDERS.channel(), ORDERS.streamId());
        AtomicReference<Publication> added = new AtomicReference<>();
        bus.runUntil("added", () -> {
            added.set(client.findExclusivePublication(asked));
            return added.get() != null;
        });
        return added.get();
    }

    @Test
    void isWokenByWhatIsPublishedAndBySessionsThatComeAndGo() {
        lane(1, ORDERS).wakes(sleeper);
        List<Publication> added = new ArrayList<>();
        isWokenBy("a session that comes", () -> {
            added.add(publication());
            bus.runUntil("there", () -> agent.sessions().size() == 1);
        });
        bus.runUntil("connected", added.get(0)::isConnected);
        isWokenBy(
                "a message",
                () -> assertThat(added.get(0).offer(new UnsafeBuffer(new byte[8]), 0, 8))
                        .isPositive());
        bus.runUntil("handled", () -> agent.counters("orders").messages() == 1);

        isWokenBy("a session that goes", () -> {
            added.get(0).close();
            bus.runUntil("gone", () -> agent.sessions().isEmpty());
        });
    }

    @Test
    void theOtherLanesAreToldWhenTheOneGoesOnThatStoodStill() {
        lane(2, ORDERS);
        BusPublisher orders = bus.runtime().publisher(ORDERS);
        isFailing = true;
        bus.send(orders, 1);
        bus.runUntil("halted", () -> agent.state() == ListenerState.HALTED);
        int halted = ((ListenerLane) worker(0)).isHalted() ? 0 : 1;
        worker(1 - halted).wakes(sleeper);
        isFailing = false;

        isWokenBy("going on", () -> {
            agent.retry();
            bus.runUntil("running", () -> agent.state() == ListenerState.RUNNING);
        });
    }

    @Test
    void isNotWokenByAllOnceAForeignClientIsThereUnlessAllIsReceived() {
        WakeableAgent lane = lane(1, ORDERS, FILLS);
        lane.wakes(sleeper);
        StreamDefinition udp = StreamDefinition.of("udp", "aeron:udp?endpoint=127.0.0.1:0", 1003);
        WakeableAgent received = (WakeableAgent) bus.listener(
                        ListenerDefinition.of("received", udp),
                        (buffer, offset, length, header) -> BusAction.CONTINUE,
                        (failure, message, attempt) -> FailureDecision.HALT)
                .workers()
                .get(0);
        assertThat(lane.isWokenByAll()).isTrue();
        Client foreign =
                Client.connect(ClientConfig.defaults(bus.runtime().directory()).withUseInvoker(true));

        isWokenBy("a foreign client, to look for itself", () -> {
            long id = foreign.asyncAddSubscription("aeron:ipc", 99);
            bus.runUntil("known", () -> {
                foreign.invoker().invoke();
                return foreign.findSubscription(id) != null;
            });
        });

        assertThat(lane.isWokenByAll()).isFalse();
        assertThat(received.isWokenByAll()).isTrue();
        foreign.close();
        bus.runUntil("alone", lane::isWokenByAll);
    }
}
