package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.annotation.BusListener;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that a placeholder left empty is as if it were not set. */
class EmptyValuesTest {
    @TempDir
    private Path directory;

    static class Risk {
        @BusListener(id = "risk", streams = "orders")
        void onOrder(String order) {}
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bus.driver.socket.interface",
                "bus.template.default-stream",
                "bus.streams.orders.interface",
                "bus.streams.orders.control",
                "bus.streams.orders.flow-control",
                "bus.streams.questions.request.reply-control",
                "bus.listener.dead-letter.stream",
                "bus.listeners.risk.dead-letter.stream",
                "bus.listeners.risk.streams",
                "bus.listeners.risk.agent"
            })
    void isNotSet(String property) {
        BusContexts.in(directory)
                .withBean(Risk.class)
                .withPropertyValues(
                        "bus.streams.questions.channel=ipc",
                        "bus.streams.questions.stream-id=1003",
                        "bus.streams.questions.request.reply-stream-id=1004",
                        property + "=${NOWHERE:}")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void leavesTheDriverInItsPrivateDirectory() {
        BusContexts.in(directory)
                .withPropertyValues("spring.application.name=shop", "bus.driver.directory=${NOWHERE:}")
                .run(context -> assertThat(context.getBean(BusConnectionDetails.class)
                                .directory()
                                .getFileName())
                        .asString()
                        .startsWith("bus-shop-"));
    }
}
