package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Publications and subscriptions over UDP, with parameters of every kind, good and bad. All streams stay on this machine. */
final class NetworkScripts {
    private static final String UDP = "aeron:udp?endpoint=localhost:25311";
    private static final int STREAM_ID = 1001;

    private NetworkScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("addresses over UDP", NetworkScripts::addresses);
        scripts.put("publications over UDP", NetworkScripts::publications);
        scripts.put("subscriptions over UDP", NetworkScripts::subscriptions);
        scripts.put("publications over UDP are shared", NetworkScripts::sharedPublications);
        scripts.put("endpoints of publications are shared", NetworkScripts::sharedSendEndpoints);
        scripts.put("endpoints of subscriptions are shared", NetworkScripts::sharedReceiveEndpoints);
        scripts.put("sessions over UDP", NetworkScripts::sessions);
        scripts.put("tags over UDP", NetworkScripts::tags);
        scripts.put("streams over UDP come and go", NetworkScripts::comeAndGo);
        scripts.put("streams over UDP end with their client", NetworkScripts::clients);
        scripts.put("streams over UDP are revoked", NetworkScripts::revoke);
        scripts.put("sessions over UDP are chosen", NetworkScripts::filters);
    }

    private static void addresses(Conversation talk) {
        talk.client().addCounter(1000, "known from now on");
        for (String channel : List.of(
                "aeron:udp",
                "aeron:udp?",
                "aeron:udp?a=b",
                "aeron:udpx?endpoint=localhost:25301",
                "aeron:UDP?endpoint=localhost:25301",
                "aeron:udp?endpoint=",
                "aeron:udp?endpoint=localhost",
                "aeron:udp?endpoint=localhost:",
                "aeron:udp?endpoint=localhost:x",
                "aeron:udp?endpoint=localhost:-1",
                "aeron:udp?endpoint=localhost:65536",
                "aeron:udp?endpoint=:25300",
                "aeron:udp?endpoint=127.0.0.1:25301",
                "aeron:udp?endpoint=[::1]:25302",
                "aeron:udp?endpoint=[::1:25301",
                "aeron:udp?endpoint=::1:25301",
                "aeron:udp?endpoint=[::1]",
                "aeron:udp?endpoint=host-that-is-not.invalid:25301",
                "aeron:udp?endpoint=224.20.30.38:25301",
                "aeron:udp?endpoint=224.20.30.39",
                "aeron:udp?endpoint=224.20.30.39:25303|interface=127.0.0.1",
                "aeron:udp?endpoint=224.20.30.39:25304|interface=127.0.0.0/8",
                "aeron:udp?endpoint=224.20.30.39:25305|interface=localhost/32",
                "aeron:udp?endpoint=224.20.30.39:25306|interface=10.99.98.97/32",
                "aeron:udp?endpoint=224.20.30.39:25307|interface=127.0.0.1/33",
                "aeron:udp?endpoint=224.20.30.39:25308|interface={lo}",
                "aeron:udp?endpoint=224.20.30.39:25309|interface={nothing0}",
                "aeron:udp?endpoint=224.20.30.39:25310|interface=x/y",
                "aeron:udp?endpoint=224.20.30.39:25312|interface=127.0.0.1|ttl=3",
                "aeron:udp?endpoint=224.20.30.39:25313|interface=127.0.0.1|ttl=x",
                "aeron:udp?endpoint=224.20.30.39:25314|interface=127.0.0.1|control=127.0.0.1:25315",
                "aeron:udp?endpoint=localhost:25316|interface=localhost",
                "aeron:udp?endpoint=localhost:25317|interface=127.0.0.1:0",
                "aeron:udp?endpoint=localhost:25318|interface=10.99.98.97",
                "aeron:udp?endpoint=localhost:25319|interface={lo}",
                "aeron:udp?endpoint=localhost:25320|ttl=7",
                "aeron:udp?control=localhost:25321",
                "aeron:udp?control=localhost",
                "aeron:udp?control=localhost:x",
                "aeron:udp?control=localhost:25322|endpoint=localhost:25323",
                "aeron:udp?endpoint=localhost:25324|control-mode=nonsense",
                "aeron:udp?endpoint=localhost:25325|control-mode=dynamic",
                "aeron:udp?tags=77",
                "aeron:udp?tags=x",
                "aeron:udp?endpoint=localhost:25326|endpoint=localhost:25327",
                "aeron:udp?endpoint=localhost:25328|unknown=key",
                "aeron:udp?endpoint=localhost:25329|alias=" + "a".repeat(3000))) {
            talk.note("publish to " + shortened(channel));
            talk.client().addPublication(channel, STREAM_ID);
            talk.note("subscribe to " + shortened(channel));
            // Of another stream, so that no images come in between.
            talk.client().addSubscription(channel, STREAM_ID + 1);
        }
        talk.note("ports that are left open");
        talk.client().addPublication("aeron:udp?endpoint=localhost:0", STREAM_ID);
        talk.client().addPublication("aeron:udp?endpoint=localhost:25330|control=localhost:0", STREAM_ID);
        talk.client().addSubscription("aeron:udp?endpoint=localhost:0", STREAM_ID);
        talk.client().addSubscription("aeron:udp?endpoint=localhost:25331|control=localhost:0", STREAM_ID);
    }

    private static void publications(Conversation talk) {
        int stream = STREAM_ID;
        for (String parameters : List.of(
                "term-length=64k",
                "term-length=32k",
                "term-length=100000",
                "term-length=2g",
                "term-length=-1",
                "term-length=abc",
                "mtu=32",
                "mtu=64",
                "mtu=100",
                "mtu=8192",
                "mtu=8224",
                "mtu=65504|term-length=1m",
                "mtu=65536|term-length=1m",
                "mtu=x",
                "linger=0",
                "linger=5s",
                "linger=-5s",
                "linger=5x",
                "pub-wnd=0",
                "pub-wnd=100",
                "pub-wnd=4k",
                "pub-wnd=32k",
                "pub-wnd=64k",
                "pub-wnd=x",
                "sparse=maybe",
                "eos=maybe",
                "ssc=maybe",
                "max-resend=0",
                "max-resend=256",
                "max-resend=257",
                "max-resend=x",
                "stream-id=1",
                "stream-id=x",
                "fc=max",
                "fc=min",
                "fc=tagged",
                "fc=nonsense",
                "fc=min,t:5s",
                "cc=nonsense",
                "untethered-window-limit-timeout=x",
                "untethered-linger-timeout=x",
                "untethered-resting-timeout=x",
                "response-correlation-id=x",
                "response-correlation-id=-2",
                "response-correlation-id=12345",
                "group=maybe",
                "rcv-wnd=x",
                "gtag=x",
                "nak-delay=x",
                "channel-snd-ts-offset=x",
                "channel-rcv-ts-offset=x",
                "media-rcv-ts-offset=x",
                "media-rcv-ts-offset=reserved",
                "reliable=x",
                "init-term-id=5|term-id=7|term-offset=128",
                "init-term-id=5|term-id=7|term-offset=100",
                "init-term-id=5|term-id=4|term-offset=128",
                "init-term-id=5|term-id=7|term-offset=65536",
                "init-term-id=5|term-id=7|term-offset=65568",
                "init-term-id=5|term-id=7",
                "term-offset=0",
                "init-term-id=x|term-id=7|term-offset=128",
                "session-id=x",
                "session-id=2147483648")) {
            talk.note(parameters);
            talk.client().addExclusivePublication(UDP + "|" + parameters, ++stream);
        }
        int port = 25340;
        for (String parameters : List.of(
                "so-sndbuf=x",
                "so-sndbuf=0",
                "so-sndbuf=4k|mtu=8192|term-length=1m",
                "so-sndbuf=64k|mtu=8192|term-length=1m",
                "so-sndbuf=4g",
                "so-rcvbuf=x",
                "so-rcvbuf=64k",
                "channel-snd-ts-offset=0",
                "channel-snd-ts-offset=reserved",
                "channel-snd-ts-offset=-1",
                "channel-rcv-ts-offset=8",
                "gtag=5",
                "nak-delay=5us",
                "fc=min,g:/3")) {
            talk.note("at a port of its own: " + parameters);
            talk.client().addPublication("aeron:udp?endpoint=localhost:" + ++port + "|" + parameters, STREAM_ID);
            talk.note("to a group: " + parameters);
            talk.client()
                    .addPublication(
                            "aeron:udp?endpoint=224.20.30.41:" + port + "|interface=127.0.0.1|" + parameters,
                            STREAM_ID);
        }
        talk.note("how receivers of a group slow one down");
        for (String flow : List.of(
                "max",
                "min",
                "tagged",
                "nonsense",
                "min,t:5s",
                "min,t:x",
                "min,g:/2",
                "min,g:/x",
                "min,g:5",
                "tagged,g:5",
                "tagged,g:5/2",
                "tagged,g:x",
                "min,x:y",
                "max,rrwm:4",
                "max,rrwm:x",
                "")) {
            talk.note("fc=" + flow);
            talk.client()
                    .addPublication(
                            "aeron:udp?endpoint=224.20.30.43:" + ++port + "|interface=127.0.0.1|fc=" + flow, STREAM_ID);
        }
    }

    private static void subscriptions(Conversation talk) {
        int port = 25400;
        for (String parameters : List.of(
                "session-id=5",
                "session-id=x",
                "session-id=tag:5",
                "session-id=2147483648",
                "reliable=maybe",
                "rejoin=maybe",
                "tether=maybe",
                "sparse=maybe",
                "group=maybe",
                "group=true",
                "rcv-wnd=0",
                "rcv-wnd=100",
                "rcv-wnd=64k",
                "rcv-wnd=16m",
                "rcv-wnd=4g",
                "rcv-wnd=x",
                "so-rcvbuf=0",
                "so-rcvbuf=64k",
                "so-rcvbuf=64k|rcv-wnd=32k",
                "so-rcvbuf=64k|rcv-wnd=64k",
                "so-rcvbuf=64k|rcv-wnd=96k",
                "so-rcvbuf=64k|rcv-wnd=128k",
                "so-rcvbuf=64k|rcv-wnd=256k",
                "rcv-wnd=256k",
                "rcv-wnd=1g",
                "so-rcvbuf=8m|rcv-wnd=8m",
                "so-rcvbuf=4k",
                "so-rcvbuf=16k",
                "so-rcvbuf=31k",
                "so-rcvbuf=32k",
                "so-rcvbuf=16k|rcv-wnd=8k",
                "so-rcvbuf=16k|rcv-wnd=32k",
                "so-rcvbuf=16k|rcv-wnd=16k",
                "so-rcvbuf=4g",
                "so-rcvbuf=x",
                "so-sndbuf=x",
                "so-sndbuf=16k",
                "cc=cubic",
                "cc=nonsense",
                "gtag=5",
                "gtag=x",
                "nak-delay=5us",
                "nak-delay=x",
                "nak-delay=0",
                "channel-rcv-ts-offset=8",
                "channel-rcv-ts-offset=reserved",
                "channel-rcv-ts-offset=x",
                "channel-snd-ts-offset=x",
                "media-rcv-ts-offset=reserved",
                "media-rcv-ts-offset=x",
                "untethered-window-limit-timeout=x",
                "untethered-linger-timeout=x",
                "untethered-resting-timeout=x",
                "untethered-resting-timeout=1s",
                "init-term-id=5|term-id=7|term-offset=128",
                "init-term-id=5|term-id=7|term-offset=100",
                "init-term-id=5|term-id=7",
                "init-term-id=x|term-id=7|term-offset=128",
                "term-length=32k",
                "term-length=x",
                "mtu=x",
                "linger=x",
                "pub-wnd=x",
                "max-resend=x",
                "stream-id=7",
                "fc=nonsense",
                "ttl=x",
                "response-correlation-id=x",
                "response-endpoint=x",
                "tags=5",
                "tags=5,6",
                "tags=x")) {
            talk.note(parameters);
            talk.client().addSubscription("aeron:udp?endpoint=localhost:" + ++port + "|" + parameters, STREAM_ID);
        }
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

    private static String shortened(String channel) {
        return channel.length() > 200 ? "an alias of " + channel.length() : channel;
    }
}
