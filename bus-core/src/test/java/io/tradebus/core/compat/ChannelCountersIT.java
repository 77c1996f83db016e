package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.support.Conformance;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counters of streams over UDP are those of the stock driver: types, labels, owners, references and values. */
class ChannelCountersIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aeron:udp?endpoint=localhost:25611",
                "aeron:udp?endpoint=127.0.0.1:25612|alias=some-words|tags=5,6",
                "aeron:udp?endpoint=224.20.30.39:25613|interface=127.0.0.1",
                "aeron:udp?endpoint=224.20.30.39:25614|interface=127.0.0.1|fc=min|cc=cubic",
                "aeron:udp?endpoint=224.20.30.39:25615|interface=127.0.0.1|fc=tagged,g:5/1|gtag=5",
                "aeron:udp?endpoint=localhost:25616|control=localhost:25617",
                "aeron:udp?endpoint=localhost:25618|cc=cubic|rcv-wnd=16k|init-term-id=5|term-id=7|term-offset=128",
                "aeron:udp?endpoint=localhost:25620|control=localhost:25621|control-mode=dynamic|fc=min",
                "aeron:udp?endpoint=localhost:25619|alias=a-channel-that-is-longer-than-what-a-key-of-a-counter-has-room-for"
                        + "-and-still-goes-on-for-a-while-so-that-it-is-cut-off-somewhere-before-it-comes-to-its-end-here"
            })
    @Conformance({"SM-82", "DB-46"})
    void areThoseOfTheStockDriver(String channel) {
        List<String> ours = countersOf(SteppedDriver.ours(), channel);
        List<String> stock = countersOf(SteppedDriver.stock(), channel);

        assertThat(stock).hasSizeGreaterThan(14);
        assertThat(ours).containsExactlyInAnyOrderElementsOf(stock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aeron:udp?control-mode=manual",
                "aeron:udp?control-mode=manual|fc=tagged,g:5",
                "aeron:udp?control-mode=manual|control=localhost:25622|tags=7"
            })
    @Conformance({"SM-82", "DB-46", "DB-73"})
    void areThoseOfTheStockDriverWithNamedDestinations(String channel) {
        List<String> ours = countersWithDestinations(SteppedDriver.ours(), channel);
        List<String> stock = countersWithDestinations(SteppedDriver.stock(), channel);

        assertThat(stock).hasSizeGreaterThan(14);
        assertThat(ours).containsExactlyInAnyOrderElementsOf(stock);
    }

    private static List<String> countersWithDestinations(SteppedDriver driver, String channel) {
        try (Conversation talk = new Conversation(driver)) {
            RawClient client = talk.client();
            String destination = "aeron:udp?endpoint=localhost:25623";
            client.addSubscription(destination + "|gtag=5", 1001);
            long publication = client.addPublication(channel, 1001);
            client.destination(CommandType.ADD_DESTINATION, publication, destination);
            client.destination(CommandType.ADD_DESTINATION, publication, "aeron:udp?endpoint=localhost:25624");
            talk.seconds(3, client);
            return talk.counters();
        }
    }

    private static List<String> countersOf(SteppedDriver driver, String channel) {
        try (Conversation talk = new Conversation(driver)) {
            RawClient client = talk.client();
            client.addPublication(channel, 1001);
            client.addExclusivePublication(channel.replace("tags=5,6", "tags=5,7"), 1002);
            client.addSubscription(channel, 1001);
            talk.seconds(1, client);
            client.addSubscription(channel, 1001);
            talk.seconds(1, client);
            return talk.counters();
        }
    }
}
