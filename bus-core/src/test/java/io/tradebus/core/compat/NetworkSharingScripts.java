package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What publications and subscriptions over UDP have to do with each other: who shares what, who meets whom, who ends when. */
final class NetworkSharingScripts {
    private static final String UDP = "aeron:udp?endpoint=localhost:25311";
    private static final int STREAM_ID = 1001;

    private NetworkSharingScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("publications over UDP are shared", NetworkSharingScripts::sharedPublications);
        scripts.put("endpoints of publications are shared", NetworkSharingScripts::sharedSendEndpoints);
        scripts.put("endpoints of subscriptions are shared", NetworkSharingScripts::sharedReceiveEndpoints);
        scripts.put("sessions over UDP", NetworkSharingScripts::sessions);
        scripts.put("tags over UDP", NetworkSharingScripts::tags);
        scripts.put("streams over UDP come and go", NetworkSharingScripts::comeAndGo);
        scripts.put("streams over UDP end with their client", NetworkSharingScripts::clients);
        scripts.put("streams over UDP are revoked", NetworkSharingScripts::revoke);
        scripts.put("sessions over UDP are chosen", NetworkSharingScripts::filters);
    }

    private static void sharedPublications(Conversation talk) {
        RawClient other = talk.newClient();
        talk.client()
                .addPublication(
                        UDP + "|term-length=128k|mtu=2048|init-term-id=7|term-id=9|term-offset=64|ssc=true", STREAM_ID);
        for (String parameters : List.of(
                "alias=x|ssc=true",
                "alias=x",
                "ssc=true|term-length=128k",
                "ssc=true|term-length=64k",
                "ssc=true|mtu=2048",
                "ssc=true|mtu=1408",
                "ssc=true|init-term-id=7",
                "ssc=true|init-term-id=7|term-id=9|term-offset=64",
                "ssc=true|init-term-id=7|term-id=9|term-offset=128",
                "ssc=true|init-term-id=7|term-id=10|term-offset=64",
                "ssc=true|init-term-id=8|term-id=9|term-offset=64",
                "ssc=true|session-id=99",
                "ssc=true|pub-wnd=32k",
                "ssc=true|sparse=false",
                "ssc=true|linger=3s",
                "ssc=true|tags=1,2",
                "ssc=true|eos=false",
                "ssc=true|max-resend=4",
                "ssc=true|so-sndbuf=64k",
                "ssc=true|so-rcvbuf=64k",
                "ssc=true|channel-snd-ts-offset=0",
                "ssc=true|response-correlation-id=-1",
                "ssc=true|fc=min",
                "ssc=true|term-length=x",
                "ssc=true|linger=x")) {
            talk.note(parameters);
            other.addPublication(UDP + "|" + parameters, STREAM_ID);
        }
        talk.note("of another stream, exclusive, by another name");
        other.addPublication(UDP, STREAM_ID + 1);
        other.addExclusivePublication(UDP, STREAM_ID);
        other.addPublication("aeron:udp?endpoint=127.0.0.1:25311", STREAM_ID);
    }

    private static void sharedSendEndpoints(Conversation talk) {
        RawClient client = talk.client();
        client.addPublication(UDP + "|so-sndbuf=64k|so-rcvbuf=32k|channel-snd-ts-offset=8", STREAM_ID);
        int stream = STREAM_ID;
        for (String parameters : List.of(
                "channel-snd-ts-offset=8",
                "so-sndbuf=64k|channel-snd-ts-offset=8",
                "so-sndbuf=32k|channel-snd-ts-offset=8",
                "so-sndbuf=0|channel-snd-ts-offset=8",
                "so-rcvbuf=32k|channel-snd-ts-offset=8",
                "so-rcvbuf=64k|channel-snd-ts-offset=8",
                "channel-snd-ts-offset=0",
                "channel-snd-ts-offset=reserved",
                "so-sndbuf=64k",
                "channel-rcv-ts-offset=8|channel-snd-ts-offset=8")) {
            talk.note(parameters);
            client.addPublication(UDP + "|" + parameters, ++stream);
        }
    }

    private static void sharedReceiveEndpoints(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(UDP + "|so-rcvbuf=96k|rcv-wnd=64k|so-sndbuf=32k|channel-rcv-ts-offset=8", STREAM_ID);
        for (String parameters : List.of(
                "channel-rcv-ts-offset=8|rcv-wnd=64k",
                "channel-rcv-ts-offset=8",
                "channel-rcv-ts-offset=8|rcv-wnd=128k",
                "channel-rcv-ts-offset=8|rcv-wnd=32k",
                "channel-rcv-ts-offset=8|rcv-wnd=64k|so-rcvbuf=96k",
                "channel-rcv-ts-offset=8|rcv-wnd=64k|so-rcvbuf=128k",
                "channel-rcv-ts-offset=8|rcv-wnd=64k|so-sndbuf=32k",
                "channel-rcv-ts-offset=8|rcv-wnd=64k|so-sndbuf=64k",
                "rcv-wnd=64k",
                "rcv-wnd=64k|channel-rcv-ts-offset=0",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|channel-snd-ts-offset=8",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|reliable=false",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|rejoin=false",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|tether=false",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|group=true",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|sparse=false",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|session-id=5",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|session-id=5|reliable=false",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|session-id=6|reliable=false",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|session-id=6|reliable=false|rejoin=false",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|cc=cubic",
                "rcv-wnd=64k|channel-rcv-ts-offset=8|gtag=3")) {
            talk.note(parameters);
            client.addSubscription(UDP + "|" + parameters, STREAM_ID);
        }
        talk.note("of another stream, unreliable");
        client.addSubscription(UDP + "|rcv-wnd=64k|channel-rcv-ts-offset=8|reliable=false", STREAM_ID + 1);
        talk.note("at the same port by another name");
        client.addSubscription("aeron:udp?endpoint=127.0.0.1:25311", STREAM_ID);
    }

    private static void sessions(Conversation talk) {
        RawClient client = talk.client();
        client.addExclusivePublication(UDP + "|session-id=77", STREAM_ID);
        talk.note("the same again");
        client.addExclusivePublication(UDP + "|session-id=77", STREAM_ID);
        talk.note("the same again, shared");
        client.addPublication(UDP + "|session-id=77", STREAM_ID);
        talk.note("of another stream");
        client.addPublication(UDP + "|session-id=77", STREAM_ID + 1);
        talk.note("of another stream, shared");
        client.addPublication(UDP + "|session-id=77", STREAM_ID + 1);
        client.addPublication(UDP + "|session-id=78", STREAM_ID + 1);
        talk.note("on another channel");
        client.addExclusivePublication("aeron:udp?endpoint=localhost:25312|session-id=77", STREAM_ID);
        client.addExclusivePublication("aeron:udp?endpoint=127.0.0.1:25311|session-id=77", STREAM_ID);
        client.addExclusivePublication("aeron:ipc?session-id=77", STREAM_ID);
        talk.note("the next one");
        client.nextSessionId(STREAM_ID);
        talk.note("after it is gone");
        client.removePublication(2);
        client.addExclusivePublication(UDP + "|session-id=77", STREAM_ID);
        talk.seconds(3, client);
        client.addExclusivePublication(UDP + "|session-id=77", STREAM_ID);
        talk.note("after it has lingered");
        talk.seconds(6, client);
        client.addExclusivePublication(UDP + "|session-id=77", STREAM_ID);
    }

    private static void tags(Conversation talk) {
        RawClient client = talk.client();
        client.addExclusivePublication(UDP + "|tags=1,2|term-length=128k|mtu=2048|session-id=55", STREAM_ID);
        client.addSubscription(UDP + "|tags=1,2", STREAM_ID);
        int stream = STREAM_ID + 1;
        for (String channel : List.of(
                "aeron:udp?tags=1",
                "aeron:udp?tags=1,3",
                "aeron:udp?tags=1,2",
                "aeron:udp?tags=3",
                "aeron:udp?tags=1,-1",
                "aeron:udp?tags=-1",
                UDP + "|tags=1",
                UDP + "|tags=4",
                UDP,
                "aeron:udp?endpoint=127.0.0.1:25311|tags=1",
                "aeron:udp?endpoint=localhost:25313|tags=1",
                "aeron:udp?endpoint=localhost:25313|tags=5",
                "aeron:udp?tags=5",
                "aeron:udp?tags=1|interface=localhost",
                "aeron:udp?tags=1|endpoint=localhost:25311|interface=localhost",
                "aeron:udp?tags=1|session-id=tag:2",
                "aeron:udp?tags=1|session-id=tag:2|mtu=2048|term-length=128k",
                "aeron:udp?tags=1|session-id=tag:2|mtu=1408",
                "aeron:udp?tags=1|session-id=tag:2|term-length=64k",
                "aeron:udp?tags=1|session-id=tag:99",
                UDP + "|session-id=tag:x")) {
            talk.note("publish to " + channel);
            client.addPublication(channel, ++stream);
            talk.note("subscribe to " + channel);
            client.addSubscription(channel, stream + 100);
        }
    }

    private static void comeAndGo(Conversation talk) {
        RawClient client = talk.client();
        long subscription = client.addSubscription(UDP, STREAM_ID);
        talk.note("a publication");
        long publication = client.addPublication(UDP, STREAM_ID);
        talk.seconds(1, client);
        talk.note("late subscriptions");
        long late = client.addSubscription(UDP + "|alias=late", STREAM_ID);
        client.addSubscription(UDP, STREAM_ID + 1);
        talk.note("the publication goes");
        client.removePublication(publication);
        talk.seconds(1, client);
        talk.note("and another is added");
        client.addPublication(UDP, STREAM_ID);
        talk.seconds(3, client);
        talk.note("a subscription goes");
        client.removeSubscription(subscription);
        talk.seconds(1, client);
        talk.note("the other one goes");
        client.removeSubscription(late);
        talk.seconds(3, client);
        talk.note("both come back");
        client.addSubscription(UDP, STREAM_ID);
        talk.seconds(2, client);
        talk.note("a port that another has");
        client.addSubscription("aeron:udp?endpoint=127.0.0.1:25311", STREAM_ID);
        talk.note("unknown ids");
        client.removeSubscription(publication);
        client.removePublication(subscription);
        client.removePublication(publication);
        talk.note("exclusive ones");
        long exclusive = client.addExclusivePublication(UDP + "|linger=0", STREAM_ID);
        talk.settle();
        client.removePublication(exclusive);
        client.addExclusivePublication(UDP + "|linger=0", STREAM_ID + 1);
        talk.seconds(6, client);
    }

    private static void clients(Conversation talk) {
        RawClient first = talk.client();
        RawClient second = talk.newClient();
        first.addSubscription(UDP, STREAM_ID);
        first.addPublication(UDP, STREAM_ID);
        talk.settle();
        second.addSubscription(UDP, STREAM_ID);
        second.addPublication(UDP, STREAM_ID);
        talk.seconds(2, first, second);
        talk.note("the first closes");
        first.close();
        talk.seconds(3, second);
        talk.note("the second dies");
        talk.seconds(14);
        talk.note("all is gone");
        second.addSubscription(UDP, STREAM_ID);
        talk.seconds(3, second);
    }

    private static void revoke(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(UDP, STREAM_ID);
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

    private static void filters(Conversation talk) {
        RawClient client = talk.client();
        long five = client.addSubscription(UDP + "|session-id=5", STREAM_ID);
        client.addSubscription(UDP + "|session-id=6", STREAM_ID);
        talk.note("a session that is chosen");
        client.addPublication(UDP + "|session-id=5", STREAM_ID);
        talk.seconds(1, client);
        talk.note("one that is not");
        client.addExclusivePublication(UDP + "|session-id=7", STREAM_ID);
        talk.seconds(1, client);
        talk.note("all are");
        client.addSubscription(UDP, STREAM_ID);
        talk.seconds(1, client);
        talk.note("a subscription to one goes");
        client.removeSubscription(five);
        talk.seconds(2, client);
    }
}
