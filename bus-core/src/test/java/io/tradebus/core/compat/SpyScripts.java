package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Spies: whom they find, by channel, tag and session, and when they lose it. */
final class SpyScripts {
    private static final String UDP = "aeron:udp?endpoint=localhost:25311";
    private static final String SPY = "aeron-spy:";
    private static final int STREAM_ID = 1001;

    private SpyScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("spies come and go", SpyScripts::comeAndGo);
        scripts.put("channels of spies", SpyScripts::channels);
        scripts.put("spies by tag", SpyScripts::tags);
        scripts.put("spies by session", SpyScripts::sessions);
        scripts.put("spies of publications that are revoked", SpyScripts::revoked);
        scripts.put("spies that stand for receivers", SpyScripts::standIns);
        scripts.put("spies that reject", SpyScripts::rejections);
        scripts.put("spies end with their client", SpyScripts::clients);
    }

    private static void comeAndGo(Conversation talk) {
        RawClient client = talk.client();
        talk.note("a spy before its publication");
        long early = client.addSubscription(SPY + UDP, STREAM_ID);
        client.addSubscription(SPY + UDP, STREAM_ID + 1);
        long publication = client.addPublication(UDP, STREAM_ID);
        talk.note("a spy after it");
        long late = client.addSubscription(SPY + UDP + "|alias=late", STREAM_ID);
        talk.note("a second hold on the publication");
        long second = client.addPublication(UDP, STREAM_ID);
        talk.note("a subscription to the network");
        client.addSubscription(UDP, STREAM_ID);
        talk.seconds(1, client);
        talk.note("an exclusive one");
        long exclusive = client.addExclusivePublication(UDP, STREAM_ID);
        talk.seconds(1, client);
        talk.note("a spy goes");
        client.removeSubscription(early);
        talk.seconds(1, client);
        talk.note("one hold goes");
        client.removePublication(publication);
        talk.seconds(1, client);
        talk.note("the other goes");
        client.removePublication(second);
        talk.seconds(2, client);
        talk.note("the exclusive one goes");
        client.removePublication(exclusive);
        talk.seconds(8, client);
        talk.note("another comes");
        client.addPublication(UDP, STREAM_ID);
        talk.seconds(1, client);
        talk.note("the last spy goes");
        client.removeSubscription(late);
        client.removeSubscription(late);
    }

    private static void channels(Conversation talk) {
        RawClient client = talk.client();
        client.addPublication(UDP, STREAM_ID);
        for (String channel : List.of(
                UDP,
                UDP + "|alias=x",
                UDP + "|interface=localhost",
                UDP + "|rcv-wnd=4k",
                UDP + "|rcv-wnd=x",
                UDP + "|rcv-wnd=1g",
                UDP + "|so-rcvbuf=4k",
                UDP + "|so-rcvbuf=x",
                UDP + "|session-id=x",
                UDP + "|session-id=tag:1",
                UDP + "|tether=maybe",
                UDP + "|rejoin=false",
                UDP + "|rejoin=true",
                UDP + "|reliable=false",
                UDP + "|group=maybe",
                UDP + "|sparse=false",
                UDP + "|stream-id=7",
                UDP + "|stream-id=x",
                UDP + "|init-term-id=5",
                UDP + "|init-term-id=5|term-id=7|term-offset=128",
                UDP + "|init-term-id=5|term-id=7|term-offset=100",
                UDP + "|cc=nonsense",
                UDP + "|nak-delay=x",
                UDP + "|gtag=x",
                UDP + "|linger=x",
                UDP + "|fc=nonsense",
                UDP + "|ssc=true",
                UDP + "|media-rcv-ts-offset=reserved",
                UDP + "|media-rcv-ts-offset=x",
                UDP + "|channel-rcv-ts-offset=8",
                UDP + "|channel-rcv-ts-offset=x",
                UDP + "|untethered-linger-timeout=x",
                UDP + "|response-correlation-id=x",
                UDP + "|control-mode=response",
                UDP + "|control-mode=manual",
                UDP + "|control-mode=dynamic",
                UDP + "|control-mode=nonsense",
                UDP + "|control=localhost:0",
                UDP + "|control=localhost:25321",
                UDP + "|tags=x",
                "aeron:udp?endpoint=127.0.0.1:25311",
                "aeron:udp?endpoint=localhost:0",
                "aeron:udp?endpoint=localhost",
                "aeron:udp?endpoint=host-that-is-not.invalid:25311",
                "aeron:udp?control=localhost:25321",
                "aeron:udp?control=localhost:0",
                "aeron:udp?control=localhost:25321|control-mode=dynamic",
                "aeron:udp?control=localhost:0|control-mode=dynamic",
                "aeron:udp?control-mode=manual",
                "aeron:udp?control-mode=response",
                "aeron:udp?endpoint=224.20.30.39:25312|interface=127.0.0.1",
                "aeron:udp?endpoint=224.20.30.38:25312",
                "aeron:udp?tags=77",
                "aeron:udp?tags=-1",
                "aeron:udp",
                "aeron:udp?",
                "aeron:udpx?endpoint=localhost:25311",
                "aeron:ipc",
                "aeron:",
                "",
                "aeron-spy:" + UDP)) {
            talk.note("spy on " + channel);
            long spy = client.addSubscription(SPY + channel, STREAM_ID);
            talk.note("and no more on " + channel);
            client.removeSubscription(spy);
        }
        talk.note("publish to what only spies say");
        client.addPublication(SPY + UDP, STREAM_ID);
        client.addExclusivePublication(SPY + UDP, STREAM_ID + 1);
        client.addPublication(SPY + "aeron:ipc", STREAM_ID);
        client.addSubscription(SPY + UDP, STREAM_ID + 1);
        talk.note("one that has to be asked for");
        client.addSubscription(SPY + "aeron:udp?endpoint=localhost:25322|control=localhost:25321", STREAM_ID);
        client.addPublication("aeron:udp?endpoint=localhost:25322|control=localhost:25321", STREAM_ID);
        client.addSubscription(SPY + "aeron:udp?endpoint=localhost:25322|control=localhost:25321", STREAM_ID);
        talk.note("a group");
        client.addSubscription(SPY + "aeron:udp?endpoint=224.20.30.39:25312|interface=127.0.0.1", STREAM_ID);
        client.addPublication("aeron:udp?endpoint=224.20.30.39:25312|interface=127.0.0.1", STREAM_ID);
        client.addSubscription(SPY + "aeron:udp?endpoint=224.20.30.39:25312|interface=localhost", STREAM_ID);
        client.addSubscription(SPY + "aeron:udp?endpoint=224.20.30.39:25312|interface=127.0.0.0/8", STREAM_ID);
    }

    private static void tags(Conversation talk) {
        RawClient client = talk.client();
        client.addExclusivePublication(UDP + "|tags=1,2|session-id=55", STREAM_ID);
        client.addExclusivePublication("aeron:udp?tags=1|session-id=56", STREAM_ID);
        client.addExclusivePublication("aeron:udp?endpoint=localhost:25312|tags=3|session-id=57", STREAM_ID);
        client.addExclusivePublication("aeron:udp?endpoint=localhost:25313|session-id=58", STREAM_ID);
        client.addExclusivePublication("aeron:udp?endpoint=localhost:25313|tags=4|session-id=59", STREAM_ID);
        for (String channel : List.of(
                "aeron:udp?tags=1",
                "aeron:udp?tags=1,2",
                "aeron:udp?tags=2",
                "aeron:udp?tags=3",
                "aeron:udp?tags=4",
                "aeron:udp?tags=1|session-id=56",
                "aeron:udp?tags=1|session-id=99",
                "aeron:udp?tags=1|control-mode=manual",
                "aeron:udp?tags=1|control-mode=response",
                "aeron:udp?tags=1|control=localhost:0|control-mode=dynamic",
                UDP,
                UDP + "|tags=1",
                UDP + "|tags=5",
                UDP + "|tags=3",
                UDP + "|session-id=56",
                "aeron:udp?endpoint=localhost:25399|tags=1",
                "aeron:udp?endpoint=localhost:25313",
                "aeron:udp?endpoint=localhost:25313|tags=4",
                "aeron:udp?endpoint=localhost:25313|tags=6")) {
            talk.note("spy on " + channel);
            long spy = client.addSubscription(SPY + channel, STREAM_ID);
            talk.note("and no more on " + channel);
            client.removeSubscription(spy);
        }
        talk.note("by tag, before it is there");
        client.addSubscription(SPY + "aeron:udp?tags=8", STREAM_ID);
        client.addPublication("aeron:udp?endpoint=localhost:25314|tags=8", STREAM_ID);
        client.addPublication("aeron:udp?tags=8", STREAM_ID + 1);
        client.addSubscription(SPY + "aeron:udp?endpoint=localhost:25314", STREAM_ID + 1);
    }

    private static void sessions(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(SPY + UDP + "|session-id=5", STREAM_ID);
        client.addSubscription(SPY + UDP + "|session-id=6", STREAM_ID);
        talk.note("a session that is chosen");
        client.addPublication(UDP + "|session-id=5", STREAM_ID);
        talk.note("one that is not");
        client.addExclusivePublication(UDP + "|session-id=7", STREAM_ID);
        talk.note("all are");
        client.addSubscription(SPY + UDP, STREAM_ID);
        talk.note("one of another stream");
        client.addExclusivePublication(UDP + "|session-id=6", STREAM_ID + 1);
    }

    private static void revoked(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(SPY + UDP, STREAM_ID);
        long publication = client.addPublication(UDP, STREAM_ID);
        talk.settle();
        long shared = client.addPublication(UDP, STREAM_ID);
        talk.seconds(1, client);
        talk.note("one revokes");
        client.revokePublication(publication);
        talk.seconds(3, client);
        talk.note("the other goes");
        client.removePublication(shared);
        talk.seconds(8, client);
        talk.note("another comes");
        client.addPublication(UDP, STREAM_ID);
        talk.seconds(1, client);
    }

    private static void standIns(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(SPY + UDP, STREAM_ID);
        long publication = client.addPublication(UDP + "|ssc=true|linger=0", STREAM_ID);
        talk.seconds(7, client);
        talk.note("it goes");
        client.removePublication(publication);
        talk.seconds(3, client);
    }

    private static void rejections(Conversation talk) {
        RawClient client = talk.client();
        long spy = client.addSubscription(SPY + UDP, STREAM_ID);
        long publication = client.addPublication(UDP, STREAM_ID);
        talk.settle();
        talk.note("the image of a spy");
        client.rejectImage(publication, "no");
        talk.seconds(1, client);
        talk.note("the spy itself");
        client.rejectImage(spy, "no");
        talk.seconds(12, client);
    }

    private static void clients(Conversation talk) {
        RawClient first = talk.client();
        RawClient second = talk.newClient();
        first.addSubscription(SPY + UDP, STREAM_ID);
        first.addPublication(UDP, STREAM_ID);
        talk.settle();
        second.addSubscription(SPY + UDP, STREAM_ID);
        second.addPublication(UDP, STREAM_ID);
        talk.seconds(2, first, second);
        talk.note("the first closes");
        first.close();
        talk.seconds(3, second);
        talk.note("the client of a publication and its last spy dies");
        talk.seconds(20);
        talk.note("all is gone");
        second.addSubscription(SPY + UDP, STREAM_ID);
        talk.seconds(3, second);
    }
}
