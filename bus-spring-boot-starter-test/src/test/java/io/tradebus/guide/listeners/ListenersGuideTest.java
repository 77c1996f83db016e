package io.tradebus.guide.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.guide.messages.CancelOrderEncoder;
import io.tradebus.guide.messages.CheckedOrderDecoder;
import io.tradebus.guide.messages.NewOrderEncoder;
import io.tradebus.guide.messages.YesNo;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerRegistrar;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.test.BusProbe;
import io.tradebus.spring.test.BusTest;
import io.tradebus.spring.test.BusTestDriver;
import java.time.Duration;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

@SuppressWarnings("try") // Back-pressure is there for as long as it is open.
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@Import({Seen.class, Audit.Filters.class})
@BusTest(
        streams = {
            "prices=ipc:1",
            "new-orders=ipc:2",
            "json-orders=ipc:3",
            "notes=ipc:4",
            "desk-orders=ipc:5",
            "checked-orders=ipc:6",
            "large-orders=ipc:7",
            "archive=ipc:8"
        },
        properties = "bus.listener.agents.audit.idle-strategy=backoff")
class ListenersGuideTest {
    @Autowired
    BusTemplate bus;

    @Autowired
    BusTestDriver driver;

    @Autowired
    BusListenerRegistry listeners;

    @Autowired
    BusListenerRegistrar registrar;

    @Autowired
    Seen seen;

    @AfterEach
    void noneFailed() {
        assertThat(listeners.listeners())
                .allSatisfy(listener -> assertThat(listener.state()).isEqualTo(ListenerState.RUNNING));
    }

    @Test
    void takesMessagesInEachForm() {
        ExpandableArrayBuffer price = new ExpandableArrayBuffer();
        price.putLong(0, 4711);
        bus.send("prices", price, 0, Long.BYTES);
        bus.offer(
                        "new-orders",
                        new NewOrderEncoder(),
                        order -> order.orderId(12).quantity(100))
                .orElseThrow();
        bus.send("json-orders", new Order(13, "alice", 5));
        driver.run();

        assertThat(seen.all())
                .contains("price 4711", "journal prices 8", "json order 13")
                .anyMatch(line -> line.startsWith("order 12 of session "));
    }

    @Test
    void choosesTheMethodByTheMessage() {
        bus.offer("desk-orders", new NewOrderEncoder(), order -> order.orderId(1))
                .orElseThrow();
        bus.offer("desk-orders", new CancelOrderEncoder(), cancel -> cancel.orderId(2))
                .orElseThrow();
        bus.send("desk-orders", "?");
        driver.run();

        assertThat(seen.all()).containsExactly("new 1", "cancel 2", "other 1");
    }

    @Test
    void sendsResultsOn() {
        try (BusProbe large = BusProbe.of(bus, "large-orders");
                BusProbe checked = BusProbe.of(bus, "checked-orders")) {
            bus.send("json-orders", new Order(1, "alice", 5));
            bus.send("json-orders", new Order(2, "alice", 5_000));
            bus.offer(
                            "new-orders",
                            new NewOrderEncoder(),
                            order -> order.orderId(3).quantity(0))
                    .orElseThrow();

            assertThat(large).hasReceived(1).lastAs(Order.class).isEqualTo(new Order(2, "alice", 5_000));
            assertThat(checked).hasReceived(1);
            assertThat(checked.messages().get(0).as(CheckedOrderDecoder.class).accepted())
                    .isEqualTo(YesNo.NO);
        }
        assertThat(seen.all()).anyMatch(line -> line.startsWith("stored "));
    }

    @Test
    void passesPressureOn() {
        try (BusProbe archive = BusProbe.of(bus, "archive")) {
            try (var full = driver.backPressure("archive")) {
                bus.send("notes", "short");
                driver.advance(Duration.ofMillis(100));
                assertThat(archive).hasReceivedNothing();
            }
            assertThat(archive).hasReceived(1);
        }
    }

    @Test
    void filtersAndAnnotatesAndSpreads() {
        try (BusProbe archive = BusProbe.of(bus, "archive")) {
            bus.send("notes", "short");
            bus.send("notes", "not so short");
            assertThat(archive).hasReceived(2);
            driver.run();
        }

        assertThat(seen.all())
                .contains("audited short", "audited not so short", "long not so short", "sorted short")
                .doesNotContain("long short");
        assertThat(listeners.listener("audit-on-note").agent()).isEqualTo("bus-audit");
        assertThat(listeners.listener("audit-on-note").options().fragmentLimit())
                .isEqualTo(64);
        assertThat(listeners.listener("sorter").agents()).hasSize(4);
    }

    @Test
    void isDeclaredAndOperatedByCode() {
        Declared declared = new Declared(registrar, listeners, seen);
        declared.add();
        try (BusProbe archive = BusProbe.of(bus, "archive")) {
            bus.send("notes", "abc");
            assertThat(archive).hasReceived(1);
            driver.run();
        }
        assertThat(seen.all()).contains("counted 3");

        declared.remove();
        declared.pauseAndResume();
        assertThat(listeners.listeners()).extracting(listener -> listener.id()).doesNotContain("counter");
    }
}
