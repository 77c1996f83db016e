package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.NetworkConfig;
import io.tradebus.core.config.SocketConfig;
import io.tradebus.core.runtime.StreamDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamFitTest {
    private static final SystemSocketLimits GENEROUS = new SystemSocketLimits(Long.MAX_VALUE, Long.MAX_VALUE);
    private static final SystemSocketLimits USUAL = new SystemSocketLimits(212_992, 212_992);
    private static final DriverConfig DRIVER = DriverConfig.defaults(Path.of("/tmp/never-started"))
            .withNetwork(NetworkConfig.DEFAULT.withSocket(
                    SocketConfig.DEFAULT.withReceiveBufferLength(2 << 20).withSendBufferLength(4096)));

    private final StreamFit fit = new StreamFit(DRIVER, GENEROUS);
    private final StreamFit fitUsual = new StreamFit(DRIVER, USUAL);

    @Test
    void takesWhatFits() {
        StreamDefinition stream = stream("mtu=4096|term-length=64k", "rcv-wnd=128k");

        assertThatCode(() -> fit.requireSendable(stream)).doesNotThrowAnyException();
        assertThatCode(() -> fitUsual.requireReceivable(stream)).doesNotThrowAnyException();
    }

    @Test
    void namesTheMtuThatTheSendBufferDoesNotHold() {
        assertRefused(
                () -> fit.requireSendable(stream("mtu=8192", "")),
                "bus.streams.orders.mtu is 8192 bytes, more than the send buffer of 4096 bytes; make it smaller, or"
                        + " bus.driver.socket.send-buffer larger");
        assertThatCode(() -> fit.requireSendable(stream("mtu=8192|so-sndbuf=1m", "")))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheMtuThatReceiversDoNotTake() {
        assertRefused(
                () -> fit.requireSendable(stream("mtu=4096", "rcv-wnd=2k")),
                "bus.streams.orders.mtu is 4096 bytes, more than the window of receivers,"
                        + " bus.streams.orders.receiver-window, which is 2048 bytes; make it smaller, or the window larger:"
                        + " bus.streams.orders.receiver-window");
        assertRefused(() -> fit.requireSendable(stream("", "rcv-wnd=1k")), "bus.driver.mtu is 1408 bytes");
    }

    @Test
    void namesTheMtuThatIsLongerThanAMessage() {
        assertRefused(
                () -> new StreamFit(DriverConfig.defaults(Path.of("/tmp/x")), GENEROUS)
                        .requireSendable(stream("mtu=9216|term-length=64k", "")),
                "bus.streams.orders.mtu is 9216 bytes, more than the longest message of 8192 bytes, which is an eighth of"
                        + " the term length; make it smaller, or bus.streams.orders.term-length larger");
    }

    @Test
    void namesTheWindowThatTheReceiveBufferDoesNotHold() {
        assertRefused(
                () -> fit.requireReceivable(stream("", "rcv-wnd=4m")),
                "bus.streams.orders.receiver-window is 4194304 bytes, more than the receive buffer of 2097152 bytes; make it"
                        + " smaller, or bus.driver.socket.receive-buffer larger");
    }

    @Test
    void printsTheSettingOfTheSystemThatGrantsLess() {
        assertRefused(
                () -> fitUsual.requireReceivable(stream("", "rcv-wnd=1m")),
                "bus.streams.orders.receiver-window is 1048576 bytes, more than the 212992 bytes that this system grants a"
                        + " receive buffer; make it smaller, or run as root: sysctl -w net.core.rmem_max=2097152");
        assertRefused(
                () -> new StreamFit(DRIVER, new SystemSocketLimits(4096, 1024)).requireSendable(stream("mtu=2048", "")),
                "sysctl -w net.core.wmem_max=4096");
        assertRefused(
                () -> new StreamFit(DRIVER, new SystemSocketLimits(4096, 4096)).requireReceivable(stream("", "")),
                "bus.driver.options[aeron.rcv.initial.window.length] is 131072 bytes");
    }

    @Test
    void asksNothingOfTheOtherSideOrOfThisHost() {
        assertThatCode(() -> fit.requireSendable(stream("", "rcv-wnd=4m"))).doesNotThrowAnyException();
        assertThatCode(() -> fit.requireReceivable(stream("mtu=8192", ""))).doesNotThrowAnyException();
        StreamDefinition local = StreamDefinition.of("orders", "aeron:ipc?mtu=8192", 1);
        assertThatCode(() -> fit.requireSendable(local)).doesNotThrowAnyException();
        assertThatCode(() -> fit.requireReceivable(local)).doesNotThrowAnyException();
    }

    @Test
    void letsOnePublisherReachManyListenersWithoutMulticast() {
        StreamDefinition dynamic = stream("control=10.0.0.1:1|control-mode=dynamic", "control-mode=manual");

        assertThatCode(() -> fit.requireSendable(dynamic)).doesNotThrowAnyException();
        assertThatCode(() -> fit.requireReceivable(dynamic)).doesNotThrowAnyException();
    }

    @Test
    void letsSpiesListenWithoutASocketAndNotPublish() {
        StreamDefinition spy =
                StreamDefinition.of("audit", "aeron-spy:aeron:udp?endpoint=10.0.0.2:40123|rcv-wnd=64m", 1001);

        assertThatCode(() -> fit.requireReceivable(spy)).doesNotThrowAnyException();
        assertRefused(() -> fit.requireSendable(spy), "listens to what another stream publishes");
    }

    @Test
    void readsTheLimitsOfTheSystem(@TempDir Path settings) throws IOException {
        Files.writeString(settings.resolve("rmem_max"), "212992\n");

        assertThat(SystemSocketLimits.read(settings)).isEqualTo(new SystemSocketLimits(212_992, Long.MAX_VALUE));
    }

    /** Linux lets nobody set less than 2304 and 4608 bytes; a system that does not say grants all. */
    @Test
    void readsAllDigitsOfTheSystemItRunsOn() {
        SystemSocketLimits limits = SystemSocketLimits.ofSystem();

        assertThat(limits.receiveBuffer()).isGreaterThanOrEqualTo(2304);
        assertThat(limits.sendBuffer()).isGreaterThanOrEqualTo(4608);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(BusConfigurationException.class).hasMessageContaining(message);
    }

    private static StreamDefinition stream(String ofPublishers, String ofListeners) {
        String address = "aeron:udp?endpoint=10.0.0.2:40123";
        return StreamDefinition.of("orders", address + (ofPublishers.isEmpty() ? "" : "|" + ofPublishers), 1001)
                .withSubscriptionChannel(address + (ofListeners.isEmpty() ? "" : "|" + ofListeners));
    }
}
