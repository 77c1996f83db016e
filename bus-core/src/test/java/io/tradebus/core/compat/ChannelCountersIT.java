package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.FreePorts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counters of streams over UDP are those of the stock driver: types, labels, owners, references and values. */
class ChannelCountersIT {
    private final String port = Integer.toString(FreePorts.next());
    private final String control = Integer.toString(FreePorts.next());
    private final String other = Integer.toString(FreePorts.next());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aeron:udp?endpoint=localhost:PORT",
                "aeron:udp?endpoint=127.0.0.1:PORT|alias=some-words|tags=5,6",
                "aeron:udp?endpoint=224.20.30.39:PORT|interface=127.0.0.1",
                "aeron:udp?endpoint=224.20.30.39:PORT|interface=127.0.0.1|fc=min|cc=cubic",
                "aeron:udp?endpoint=224.20.30.39:PORT|interface=127.0.0.1|fc=tagged,g:5/1|gtag=5",
                "aeron:udp?endpoint=localhost:PORT|control=localhost:OTHER",
                "aeron:udp?endpoint=localhost:PORT|cc=cubic|rcv-wnd=16k|init-term-id=5|term-id=7|term-offset=128",
                "aeron:udp?endpoint=localhost:PORT|control=localhost:OTHER|control-mode=dynamic|fc=min",
                "aeron:udp?endpoint=localhost:PORT|alias=a-channel-that-is-longer-than-what-a-key-of-a-counter-has-room-for"
                        + "-and-still-goes-on-for-a-while-so-that-it-is-cut-off-somewhere-before-it-comes-to-its-end-here"
            })
    @Conformance({"SM-82", "DB-46"})
    void areThoseOfTheStockDriver(String channel) {
        List<String> ours = countersOf(SteppedDriver.ours(), withPorts(channel));
        List<String> stock = countersOf(SteppedDriver.stock(), withPorts(channel));

        assertThat(stock).hasSizeGreaterThan(14);
        assertThat(ours).containsExactlyInAnyOrderElementsOf(stock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aeron:udp?control-mode=manual",
                "aeron:udp?control-mode=manual|fc=tagged,g:5",
                "aeron:udp?control-mode=manual|control=localhost:CONTROL|tags=7"
            })
    @Conformance({"SM-82", "DB-46", "DB-73"})
    void areThoseOfTheStockDriverWithNamedDestinations(String channel) {
        List<String> ours = countersWithDestinations(SteppedDriver.ours(), withPorts(channel));
        List<String> stock = countersWithDestinations(SteppedDriver.stock(), withPorts(channel));

        assertThat(stock).hasSizeGreaterThan(14);
        assertThat(ours).containsExactlyInAnyOrderElementsOf(stock);
    }

    private List<String> countersWithDestinations(SteppedDriver driver, String channel) {
        try (Conversation talk = new Conversation(driver)) {
            RawClient client = talk.client();
            String destination = withPorts("aeron:udp?endpoint=localhost:PORT");
            client.addSubscription(destination + "|gtag=5", 1001);
            long publication = client.addPublication(channel, 1001);
            client.destination(CommandType.ADD_DESTINATION, publication, destination);
            client.destination(
                    CommandType.ADD_DESTINATION, publication, withPorts("aeron:udp?endpoint=localhost:OTHER"));
            talk.seconds(3, client);
            return talk.counters();
        }
    }

    private String withPorts(String channel) {
        return channel.replace("PORT", port).replace("OTHER", other).replace("CONTROL", control);
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
