package io.tradebus.core.compat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Single publications and subscriptions over UDP, with parameters of every kind, good and bad. All streams stay on this machine. */
final class NetworkScripts {
    private static final String UDP = "aeron:udp?endpoint=localhost:25311";
    private static final int STREAM_ID = 1001;

    private NetworkScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("addresses over UDP", NetworkScripts::addresses);
        scripts.put("publications over UDP", NetworkScripts::publications);
        scripts.put("subscriptions over UDP", NetworkScripts::subscriptions);
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

    private static String shortened(String channel) {
        return channel.length() > 200 ? "an alias of " + channel.length() : channel;
    }
}
