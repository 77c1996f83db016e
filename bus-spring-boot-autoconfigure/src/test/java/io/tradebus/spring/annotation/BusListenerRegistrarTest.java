package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.RegistrationException;
import io.tradebus.core.UnknownListenerException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistrar;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.BusListenerSpec;
import io.tradebus.spring.listener.ListenerState;
import io.tradebus.spring.listener.OnError;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

class BusListenerRegistrarTest {
    private final Path parent = DriverDirectories.create();
    private final ApplicationContextRunner runner = ListenerBeans.runner(parent);
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final MessageHandler noting = this::note;

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(parent);
    }

    private BusAction note(DirectBuffer buffer, int offset, int length, BusHeader header) {
        texts.add(buffer.getStringWithoutLengthUtf8(offset, length));
        return BusAction.CONTINUE;
    }

    @Test
    void takesListenersThatAreBeansBeforeTheContextIsRefreshed() {
        runner.withBean(
                        BusListenerSpec.class,
                        () -> BusListenerSpec.of("audit", "orders")
                                .property("on-error", "skip")
                                .property("fragment-limit", "4")
                                .filter((buffer, offset, length, header) -> buffer.getByte(offset) != 'x')
                                .handler(noting))
                .withPropertyValues("bus.listeners.audit.fragment-limit=8")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    BusListenerHandle audit =
                            context.getBean(BusListenerRegistry.class).listener("audit");
                    assertThat(audit.options().onError()).isEqualTo(OnError.SKIP);
                    assertThat(audit.options().fragmentLimit()).isEqualTo(8);

                    ListenerBeans.send(context, "orders", "x");
                    ListenerBeans.send(context, "orders", "hello");

                    Await.until("it has arrived", () -> !texts.isEmpty());
                    assertThat(texts).containsExactly("hello");
                });
    }

    @Test
    void takesListenersOfARunningContextAndGivesThemUpAgain() {
        runner.run(context -> {
            BusListenerRegistrar registrar = context.getBean(BusListenerRegistrar.class);
            BusListenerRegistry registry = context.getBean(BusListenerRegistry.class);
            BusListenerSpec spec = BusListenerSpec.of("audit", "orders").handlers(() -> noting);

            BusListenerHandle audit = registrar.register(spec);
            assertThat(audit.state()).isEqualTo(ListenerState.RUNNING);
            assertThatThrownBy(() -> registrar.register(spec))
                    .isInstanceOf(BusConfigurationException.class)
                    .hasMessageContaining("two listeners have the id 'audit'");
            context.getBean(BusTemplate.class).publisher("orders").isConnected();
            Await.until("it reads", () -> !audit.sessions().isEmpty());
            ListenerBeans.send(context, "orders", "first");
            registrar.deregister("audit");

            assertThat(texts).as("what was published is handled before").containsExactly("first");
            assertThat(audit.state()).isEqualTo(ListenerState.STOPPED);
            assertThatThrownBy(audit::start).hasMessageContaining("was deregistered; register it again");
            assertThatThrownBy(() -> registry.listener("audit")).isInstanceOf(UnknownListenerException.class);
            assertThatThrownBy(() -> registrar.deregister("audit")).isInstanceOf(UnknownListenerException.class);

            BusListenerHandle again = registrar.register(spec);
            Await.until("it reads", () -> !again.sessions().isEmpty());
            ListenerBeans.send(context, "orders", "second");
            // Where a new subscriber joins the driver knows from a moment ago, so that "first" may come again.
            Await.until("it has arrived", () -> texts.contains("second"));
        });
    }

    @Test
    void remembersWhatIsWantedOverARestartOfTheContext() {
        runner.run(context -> {
            ConfigurableApplicationContext application = context.getSourceApplicationContext();
            BusListenerRegistrar registrar = context.getBean(BusListenerRegistrar.class);
            BusListenerHandle running =
                    registrar.register(BusListenerSpec.of("running", "orders").handler(noting));
            BusListenerHandle stopped =
                    registrar.register(BusListenerSpec.of("stopped", "orders").handler(noting));
            BusListenerHandle removed =
                    registrar.register(BusListenerSpec.of("removed", "orders").handler(noting));
            stopped.stop();
            registrar.deregister("removed");

            application.stop();
            assertThat(running.state()).isEqualTo(ListenerState.STOPPED);
            application.start();

            assertThat(running.state()).isEqualTo(ListenerState.RUNNING);
            assertThat(stopped.state()).isEqualTo(ListenerState.STOPPED);
            assertThat(removed.state()).isEqualTo(ListenerState.STOPPED);
            context.getBean(BusTemplate.class).publisher("orders").isConnected();
            Await.until("it reads", () -> !running.sessions().isEmpty());
            ListenerBeans.send(context, "orders", "after");
            Await.until("it has arrived", () -> texts.contains("after"));
        });
    }

    @Test
    void whatCannotBeStartedMayBeRegisteredAgain() {
        // 192.0.2.0/24 is for documentation: no machine has it.
        runner.withPropertyValues(
                        "bus.streams.elsewhere.channel=udp://192.0.2.1:40123", "bus.streams.elsewhere.stream-id=4")
                .run(context -> {
                    BusListenerRegistrar registrar = context.getBean(BusListenerRegistrar.class);
                    for (int i = 0; i < 2; i++) {
                        assertThatThrownBy(() -> registrar.register(
                                        BusListenerSpec.of("audit", "elsewhere").handler(noting)))
                                .isInstanceOf(RegistrationException.class);
                    }
                    assertThat(context.getBean(BusListenerRegistry.class).listeners())
                            .isEmpty();

                    registrar.register(BusListenerSpec.of("audit", "orders").handler(noting));
                    ListenerBeans.send(context, "orders", "heard");
                    Await.until("it has arrived", () -> texts.contains("heard"));
                });
    }

    @Test
    void saysWhatIsWrongWithASpec() {
        runner.run(context -> {
            BusListenerRegistrar registrar = context.getBean(BusListenerRegistrar.class);
            BusListenerSpec spec = BusListenerSpec.of("audit", "orders");

            assertThatThrownBy(() -> registrar.register(spec)).hasMessageContaining("has no handler; give it one");
            assertThatThrownBy(() ->
                            registrar.register(spec.property("concurrency", "2").handler(noting)))
                    .hasMessageContaining("has 2 agents, which must not share one handler; use handlers(...)");
            assertThatThrownBy(() -> registrar.register(
                            spec.property("fragmentlimmit", "2").handler(noting)))
                    .isInstanceOf(BusConfigurationException.class)
                    .hasMessageContaining("fragmentlimmit");
            assertThatThrownBy(() -> registrar.register(
                            BusListenerSpec.of("audit", "ordres").handler(noting)))
                    .isInstanceOf(UnknownStreamException.class)
                    .hasMessageContaining("ordres");
            assertThat(context.getBean(BusListenerRegistry.class).listeners()).isEmpty();
        });
    }
}
