package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Publications and subscriptions with parameters of every kind, good and bad. */
final class ChannelScripts {
    private static final String IPC = "aeron:ipc";
    private static final int STREAM_ID = 1001;

    private ChannelScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("channels of publications", ChannelScripts::publicationChannels);
        scripts.put("channels of subscriptions", ChannelScripts::subscriptionChannels);
        scripts.put("positions and sessions", ChannelScripts::positionsAndSessions);
        scripts.put("tags", ChannelScripts::tags);
    }

    private static void publicationChannels(Conversation talk) {
        for (String channel : List.of(
                "",
                "aeron",
                "aeron:",
                "aeron:ipc",
                "aeron:ipc?",
                "aeron:ipc?a",
                "aeron:ipc?a=",
                "aeron:ipc?=b",
                "aeron:ipc?a=b|",
                "aeron:ipc?a=b||c=d",
                "aeron:ipc?mtu=1408|mtu=2048",
                "aeron:ipcx",
                "aeron:IPC",
                "aeron:tcp",
                "ipc",
                " aeron:ipc",
                "aeron:ipc ",
                "http://example.com",
                "aeron-spy:aeron:ipc",
                "aeron:ipc?endpoint=localhost:1234",
                "aeron:ipc?control-mode=manual",
                "aeron:ipc?control-mode=dynamic",
                "aeron:ipc?control-mode=nonsense",
                "aeron:ipc?term-length=64k",
                "aeron:ipc?term-length=64K",
                "aeron:ipc?term-length=32k",
                "aeron:ipc?term-length=100000",
                "aeron:ipc?term-length=2g",
                "aeron:ipc?term-length=-1",
                "aeron:ipc?term-length=abc",
                "aeron:ipc?term-length=",
                "aeron:ipc?term-length=99999999999999999999",
                "aeron:ipc?mtu=32",
                "aeron:ipc?mtu=64",
                "aeron:ipc?mtu=100",
                "aeron:ipc?mtu=65504",
                "aeron:ipc?mtu=65536",
                "aeron:ipc?mtu=1k",
                "aeron:ipc?mtu=x",
                "aeron:ipc?term-length=64k|mtu=8192",
                "aeron:ipc?term-length=64k|mtu=8224",
                "aeron:ipc?term-length=64k|mtu=16384",
                "aeron:ipc?linger=0",
                "aeron:ipc?linger=5s",
                "aeron:ipc?linger=-5s",
                "aeron:ipc?linger=5x",
                "aeron:ipc?pub-wnd=0",
                "aeron:ipc?pub-wnd=100",
                "aeron:ipc?pub-wnd=4k",
                "aeron:ipc?pub-wnd=32k",
                "aeron:ipc?pub-wnd=64k",
                "aeron:ipc?pub-wnd=1g",
                "aeron:ipc?pub-wnd=-4k",
                "aeron:ipc?pub-wnd=x",
                "aeron:ipc?sparse=maybe",
                "aeron:ipc?sparse=false",
                "aeron:ipc?eos=maybe",
                "aeron:ipc?ssc=maybe",
                "aeron:ipc?tether=maybe",
                "aeron:ipc?max-resend=0",
                "aeron:ipc?max-resend=1",
                "aeron:ipc?max-resend=256",
                "aeron:ipc?max-resend=257",
                "aeron:ipc?max-resend=x",
                "aeron:ipc?stream-id=1001",
                "aeron:ipc?stream-id=1002",
                "aeron:ipc?stream-id=x",
                "aeron:ipc?alias=" + "a".repeat(3000),
                "aeron:ipc?alias=" + "a".repeat(4080),
                "aeron:ipc?alias=" + "a".repeat(4081),
                "aeron:ipc?alias=" + "a".repeat(6000),
                "aeron:ipc?fc=min",
                "aeron:ipc?fc=nonsense",
                "aeron:ipc?cc=nonsense",
                "aeron:ipc?nak-delay=x",
                "aeron:ipc?ttl=1",
                "aeron:ipc?ttl=x",
                "aeron:ipc?untethered-window-limit-timeout=x",
                "aeron:ipc?untethered-window-limit-timeout=1s|untethered-linger-timeout=2s|untethered-resting-timeout=3s",
                "aeron:ipc?untethered-resting-timeout=-1s",
                "aeron:ipc?response-correlation-id=x",
                "aeron:ipc?response-correlation-id=12345",
                "aeron:ipc?response-correlation-id=prototype",
                "aeron:ipc?control-mode=response",
                "aeron:ipc?control-mode=response|response-correlation-id=12345",
                "aeron:ipc?group=maybe",
                "aeron:ipc?so-sndbuf=1",
                "aeron:ipc?so-sndbuf=x",
                "aeron:ipc?rcv-wnd=x",
                "aeron:ipc?gtag=x",
                "aeron:ipc?media-rcv-ts-offset=reserved",
                "aeron:ipc?channel-snd-ts-offset=x")) {
            talk.note("publish to " + (channel.length() > 100 ? "an alias of " + channel.length() : channel));
            talk.client().addExclusivePublication(channel, STREAM_ID);
        }
    }

    private static void subscriptionChannels(Conversation talk) {
        for (String channel : List.of(
                "",
                "aeron",
                "aeron:ipc?",
                "aeron:ipc?a",
                "aeron:ipcx",
                "aeron:tcp",
                "ipc",
                "aeron-spy:aeron:ipc",
                "aeron-spy:",
                "aeron-spyx",
                "aeron:ipc?endpoint=localhost:1234",
                "aeron:ipc?control-mode=manual",
                "aeron:ipc?control-mode=dynamic",
                "aeron:ipc?control-mode=response",
                "aeron:ipc?control-mode=nonsense",
                "aeron:ipc?term-length=32k",
                "aeron:ipc?term-length=64k",
                "aeron:ipc?mtu=64",
                "aeron:ipc?session-id=5",
                "aeron:ipc?session-id=x",
                "aeron:ipc?session-id=tag:9",
                "aeron:ipc?session-id=99999999999",
                "aeron:ipc?tether=false",
                "aeron:ipc?tether=maybe",
                "aeron:ipc?rejoin=maybe",
                "aeron:ipc?rejoin=false",
                "aeron:ipc?reliable=maybe",
                "aeron:ipc?reliable=false",
                "aeron:ipc?group=maybe",
                "aeron:ipc?sparse=maybe",
                "aeron:ipc?stream-id=7",
                "aeron:ipc?stream-id=x",
                "aeron:ipc?rcv-wnd=x",
                "aeron:ipc?rcv-wnd=64k",
                "aeron:ipc?init-term-id=1|term-id=1|term-offset=0",
                "aeron:ipc?init-term-id=1",
                "aeron:ipc?so-rcvbuf=x",
                "aeron:ipc?alias=x|tags=1,2",
                "aeron:ipc?tags=x",
                "aeron:ipc?cc=nonsense",
                "aeron:ipc?nak-delay=x",
                "aeron:ipc?linger=x",
                "aeron:ipc?untethered-window-limit-timeout=x",
                "aeron:ipc?media-rcv-ts-offset=reserved",
                "aeron:ipc?channel-rcv-ts-offset=x",
                "aeron:ipc?response-endpoint=x",
                "aeron:ipc?response-correlation-id=x",
                "aeron:ipc?alias=" + "a".repeat(6000))) {
            talk.note("subscribe to " + (channel.length() > 100 ? "an alias of " + channel.length() : channel));
            talk.client().addSubscription(channel, STREAM_ID);
        }
    }

    private static void positionsAndSessions(Conversation talk) {
        int stream = STREAM_ID;
        for (String parameters : List.of(
                "init-term-id=5|term-id=7|term-offset=128",
                "init-term-id=5|term-id=5|term-offset=0",
                "init-term-id=5|term-id=4|term-offset=0",
                "init-term-id=2147483647|term-id=-2147483648|term-offset=0",
                "init-term-id=-2147483648|term-id=2147483647|term-offset=0",
                "init-term-id=0|term-id=2147483647|term-offset=65504",
                "init-term-id=5|term-id=7|term-offset=100",
                "init-term-id=5|term-id=7|term-offset=-32",
                "init-term-id=5|term-id=7|term-offset=65536",
                "init-term-id=5|term-id=7|term-offset=65568",
                "init-term-id=5|term-id=7|term-offset=131072|term-length=128k",
                "init-term-id=5|term-id=7",
                "term-id=7|term-offset=128",
                "init-term-id=5|term-offset=128",
                "init-term-id=5",
                "term-id=5",
                "term-offset=0",
                "init-term-id=x|term-id=7|term-offset=128",
                "init-term-id=5|term-id=x|term-offset=128",
                "init-term-id=5|term-id=7|term-offset=x",
                "session-id=77",
                "session-id=0",
                "session-id=-5",
                "session-id=2147483648",
                "session-id=x",
                "session-id=")) {
            talk.note(parameters);
            talk.client().addExclusivePublication(IPC + "?" + parameters, ++stream);
            talk.client().addPublication(IPC + "?" + parameters, ++stream);
            talk.client().addSubscription(IPC, stream);
        }
        talk.note("a session twice");
        talk.client().addExclusivePublication(IPC + "?session-id=77", STREAM_ID);
        talk.client().addExclusivePublication(IPC + "?session-id=77", STREAM_ID);
        talk.client().addPublication(IPC + "?session-id=77", STREAM_ID);
        talk.client().addPublication(IPC + "?session-id=77", STREAM_ID + 500);
        talk.client().addPublication(IPC + "?session-id=77", STREAM_ID + 500);
        talk.note("the next session");
        talk.client().nextSessionId(STREAM_ID);
        talk.client().nextSessionId(STREAM_ID);
        talk.client().addPublication(IPC, STREAM_ID + 501);
    }

    private static void tags(Conversation talk) {
        RawClient client = talk.client();
        client.addExclusivePublication(IPC + "?tags=1,2|term-length=128k|mtu=2048|session-id=55", STREAM_ID);
        int stream = STREAM_ID + 1;
        for (String parameters : List.of(
                "tags=1,2",
                "tags=1,3",
                "tags=1",
                "tags=1,",
                "tags=,4",
                "tags=1,-1",
                "tags=-1",
                "tags=x",
                "tags=1,x",
                "tags=1,2,3",
                "session-id=tag:2",
                "session-id=tag:2|mtu=2048|term-length=128k",
                "session-id=tag:2|mtu=1408",
                "session-id=tag:2|term-length=64k",
                "session-id=tag:99",
                "session-id=tag:x",
                "session-id=tag:",
                "session-id=tag:3")) {
            talk.note(parameters);
            client.addExclusivePublication(IPC + "?" + parameters, ++stream);
            client.addPublication(IPC + "?" + parameters, ++stream);
        }
    }
}
