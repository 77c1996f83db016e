package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.format.control.CommandType;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Subscriptions with manual control, and destinations that are added to them and removed from them. */
final class ReceiveDestinationScripts {
    private static final String MANUAL = "aeron:udp?control-mode=manual";
    private static final String FIRST = "aeron:udp?endpoint=localhost:25651";
    private static final String SECOND = "aeron:udp?endpoint=localhost:25652";
    private static final String IPC = "aeron:ipc";
    private static final int STREAM_ID = 1001;

    private ReceiveDestinationScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("subscriptions with manual control", ReceiveDestinationScripts::subscriptions);
        scripts.put("destinations of subscriptions come and go", ReceiveDestinationScripts::comeAndGo);
        scripts.put("destinations of subscriptions that are none", ReceiveDestinationScripts::refused);
        scripts.put("destinations of subscriptions bring streams", ReceiveDestinationScripts::streams);
        scripts.put("destinations of subscriptions on this machine", ReceiveDestinationScripts::ipc);
        scripts.put("destinations of subscriptions on this machine by session", ReceiveDestinationScripts::sessions);
        scripts.put("destinations of subscriptions that are spies", ReceiveDestinationScripts::spies);
        scripts.put("destinations of subscriptions go with their owner", ReceiveDestinationScripts::ends);
    }

    private static void subscriptions(Conversation talk) {
        RawClient client = talk.client();
        for (String channel : List.of(
                MANUAL,
                MANUAL + "|tags=1,2",
                "aeron:udp?tags=1",
                MANUAL + "|tags=1",
                MANUAL + "|tags=3|session-id=5",
                MANUAL + "|tags=3|session-id=5|rejoin=false",
                MANUAL + "|tags=3|session-id=6|rejoin=false|group=true",
                "aeron:udp?control-mode=dynamic|tags=3",
                "aeron:udp?endpoint=localhost:25653|tags=1",
                MANUAL + "|endpoint=localhost:25653",
                MANUAL + "|so-rcvbuf=96k|rcv-wnd=64k|so-sndbuf=32k",
                MANUAL + "|rcv-wnd=64m",
                MANUAL + "|control=localhost:25654",
                MANUAL + "|alias=x|reliable=false",
                "aeron:udp?control-mode=manual|interface=localhost")) {
            talk.note("subscribe to " + channel);
            client.addSubscription(channel, STREAM_ID);
        }
        talk.note("counters");
        talk.listCounters();
    }

    private static void comeAndGo(Conversation talk) {
        RawClient client = talk.client();
        long subscription = client.addSubscription(MANUAL + "|tags=1,2", STREAM_ID);
        for (String channel : List.of(
                FIRST,
                SECOND,
                FIRST,
                "aeron:udp?endpoint=127.0.0.1:25651",
                "aeron:udp?endpoint=localhost:0",
                "aeron:udp?endpoint=localhost:0",
                "aeron:udp?endpoint=224.20.30.39:25655|interface=127.0.0.1",
                "aeron:udp?endpoint=224.20.30.40:25655|interface=127.0.0.1",
                "aeron:udp?endpoint=localhost:25656|control=localhost:25657",
                "aeron:udp?endpoint=localhost:25656|control=localhost:25657|control-mode=dynamic",
                "aeron:udp?control=localhost:25658|control-mode=dynamic",
                "aeron:udp?control=localhost:0|control-mode=dynamic",
                "aeron:udp?tags=1",
                "aeron:udp?interface=localhost",
                MANUAL,
                "aeron:udp?endpoint=localhost:25659|tags=7,8")) {
            talk.note("add " + channel);
            client.destination(CommandType.ADD_RCV_DESTINATION, subscription, channel);
            talk.settle();
            talk.listCounters();
        }
        for (String channel : List.of(
                FIRST,
                FIRST + "|alias=x",
                SECOND + "|alias=x",
                "aeron:udp?endpoint=127.0.0.1:25651",
                "aeron:udp?endpoint=localhost:0",
                "aeron:udp?endpoint=224.20.30.39:25655|interface=127.0.0.1",
                "aeron:udp?endpoint=localhost:25656",
                "aeron:udp?endpoint=localhost:25656|control=localhost:25657",
                "aeron:udp?endpoint=localhost:25699")) {
            talk.note("remove " + channel);
            client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, channel);
            talk.settle();
            talk.listCounters();
        }
        talk.note("again after it was removed");
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, SECOND);
        talk.listCounters();
        talk.note("the subscription goes");
        client.removeSubscription(subscription);
        talk.seconds(2, client);
        talk.listCounters();
    }

    private static void refused(Conversation talk) {
        RawClient client = talk.client();
        long manual = client.addSubscription(MANUAL, STREAM_ID);
        long plain = client.addSubscription("aeron:udp?endpoint=localhost:25661", STREAM_ID);
        long ipc = client.addSubscription(IPC, STREAM_ID);
        for (int type : new int[] {CommandType.ADD_RCV_DESTINATION, CommandType.REMOVE_RCV_DESTINATION}) {
            for (String channel : List.of(
                    "aeron:udp?endpoint=localhost:25662|mtu=1408",
                    "aeron:udp?endpoint=localhost:25662|rcv-wnd=64k",
                    "aeron:udp?endpoint=localhost:25662|so-rcvbuf=64k",
                    "aeron:udp?endpoint=localhost:25662|so-sndbuf=64k",
                    "aeron:udp?endpoint=localhost:25662|response-correlation-id=3",
                    "aeron:udp?endpoint=localhost:25662|control=localhost:25663|control-mode=response",
                    "aeron:udp?endpoint=localhost:25662|media-rcv-ts-offset=0",
                    "aeron:udp?endpoint=localhost:25662|channel-rcv-ts-offset=x",
                    "aeron:udp?endpoint=localhost:25662|channel-rcv-ts-offset=8",
                    "aeron:udp?endpoint=localhost:25662|session-id=x",
                    "aeron:udp?endpoint=localhost:25662|session-id=7",
                    "aeron:udp?endpoint=localhost:25662|reliable=false|rejoin=false",
                    "aeron:udp?endpoint=localhost:25662|nak-delay=x",
                    "aeron:udp?endpoint=localhost:25662|gtag=x",
                    "aeron:udp?endpoint=localhost",
                    "aeron:udp",
                    "aeron:udp?alias=x",
                    "aeron:ipc?mtu=1408",
                    "aeron:ipc?rcv-wnd=64k",
                    "aeron:ipc?session-id=x",
                    "aeron:ipc?control-mode=response",
                    "nonsense")) {
                talk.note((type == CommandType.ADD_RCV_DESTINATION ? "add " : "remove ") + channel);
                client.destination(type, manual, channel);
            }
            for (String channel :
                    List.of(FIRST, IPC, "nonsense", FIRST + "|mtu=1408", "aeron:udp?endpoint=localhost")) {
                talk.note((type == CommandType.ADD_RCV_DESTINATION ? "add " : "remove ") + channel
                        + " of what has no destinations");
                client.destination(type, plain, channel);
                client.destination(type, 4711, channel);
                if (channel != IPC) {
                    client.destination(type, ipc, channel);
                }
            }
        }
        talk.note("of one that shares an endpoint with manual control");
        long owner = client.addSubscription(MANUAL + "|tags=5", STREAM_ID);
        long sharer = client.addSubscription("aeron:udp?tags=5", STREAM_ID);
        client.destination(CommandType.ADD_RCV_DESTINATION, sharer, FIRST);
        client.destination(CommandType.ADD_RCV_DESTINATION, owner, FIRST);
        client.destination(CommandType.ADD_RCV_DESTINATION, owner, SECOND);
        client.destination(CommandType.REMOVE_RCV_DESTINATION, sharer, FIRST);
        client.destination(CommandType.REMOVE_RCV_DESTINATION, sharer, SECOND);
        client.destination(CommandType.ADD_RCV_DESTINATION, sharer, IPC);
        talk.settle();
        talk.listCounters();
        talk.note("the owner goes before the one that shares");
        client.removeSubscription(owner);
        talk.seconds(1, client);
        client.destination(CommandType.ADD_RCV_DESTINATION, sharer, SECOND);
        talk.seconds(1, client);
        talk.listCounters();
        talk.note("send destinations of a subscription");
        client.destination(CommandType.ADD_DESTINATION, manual, FIRST);
        client.destination(CommandType.REMOVE_DESTINATION, manual, FIRST);
        client.removeDestinationById(manual, 3);
    }

    private static void streams(Conversation talk) {
        RawClient client = talk.client();
        long subscription = client.addSubscription(MANUAL + "|session-id=9", STREAM_ID);
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, FIRST);
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, SECOND);
        talk.note("a stream to the first");
        long first = client.addExclusivePublication(FIRST + "|session-id=9|eos=false|linger=0", STREAM_ID);
        talk.seconds(2, client);
        talk.listCounters();
        talk.note("the same to the second");
        long second = client.addExclusivePublication(SECOND + "|session-id=9", STREAM_ID);
        talk.seconds(2, client);
        talk.listCounters();
        talk.note("another session");
        client.addExclusivePublication(SECOND + "|session-id=10", STREAM_ID);
        talk.seconds(2, client);
        talk.note("the first goes");
        client.removePublication(first);
        client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, FIRST);
        talk.seconds(3, client);
        talk.note("the second goes");
        client.removePublication(second);
        talk.seconds(12, client);
        talk.listCounters();
    }

    private static void ipc(Conversation talk) {
        RawClient client = talk.client();
        long subscription = client.addSubscription(MANUAL, STREAM_ID);
        client.addPublication(IPC, STREAM_ID);
        client.addPublication(IPC, STREAM_ID + 1);
        talk.note("add");
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, IPC + "?alias=local");
        talk.listCounters();
        talk.note("a publication comes afterwards");
        client.addExclusivePublication(IPC, STREAM_ID);
        talk.listCounters();
        talk.note("add once more");
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, IPC);
        talk.listCounters();
        talk.note("remove");
        client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, IPC);
        talk.listCounters();
        talk.note("remove once more");
        client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, IPC);
        talk.listCounters();
        talk.note("remove what is not there");
        client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, IPC);
        client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, SECOND);
        talk.note("the subscription is still there");
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, IPC);
        talk.seconds(2, client);
        talk.note("a publication goes");
        client.removePublication(3);
        talk.seconds(3, client);
        talk.note("the subscription goes");
        client.removeSubscription(subscription);
        talk.listCounters();
        client.removeSubscription(subscription);
    }

    private static void sessions(Conversation talk) {
        RawClient client = talk.client();
        long subscription = client.addSubscription(MANUAL + "|session-id=5", STREAM_ID);
        client.addExclusivePublication(IPC + "?session-id=5", STREAM_ID);
        client.addExclusivePublication(IPC + "?session-id=6", STREAM_ID);
        for (String parameters : List.of("", "?session-id=6", "?tether=false|reliable=false|group=true")) {
            talk.note("add " + parameters);
            client.destination(CommandType.ADD_RCV_DESTINATION, subscription, IPC + parameters);
            talk.settle();
            talk.listCounters();
        }
        for (String parameters : List.of("?session-id=7", "?session-id=6", "")) {
            talk.note("remove " + parameters);
            client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, IPC + parameters);
            talk.settle();
            talk.listCounters();
        }
    }

    private static void spies(Conversation talk) {
        RawClient client = talk.client();
        long subscription = client.addSubscription(MANUAL, STREAM_ID);
        client.addExclusivePublication(SECOND + "|session-id=3", STREAM_ID);
        for (String spy : List.of(
                SECOND,
                SECOND + "|session-id=4",
                FIRST,
                SECOND + "|mtu=1408",
                SECOND + "|rcv-wnd=64k",
                SECOND + "|control-mode=response|control=localhost:25653",
                "nonsense",
                "aeron:udp?endpoint=localhost")) {
            talk.note("add spy of " + spy);
            client.destination(CommandType.ADD_RCV_DESTINATION, subscription, "aeron-spy:" + spy);
            talk.settle();
            talk.listCounters();
        }
        for (String spy : List.of(SECOND + "|alias=x", SECOND, SECOND)) {
            talk.note("remove spy of " + spy);
            client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, "aeron-spy:" + spy);
            talk.settle();
            talk.listCounters();
        }
        talk.note("a publication comes afterwards");
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, "aeron-spy:aeron:udp?tags=77");
        client.addExclusivePublication(FIRST + "|tags=77", STREAM_ID);
        talk.seconds(1, client);
        talk.note("the subscription goes");
        client.removeSubscription(subscription);
        talk.listCounters();
        talk.note("spies of nothing");
        client.destination(CommandType.ADD_RCV_DESTINATION, 4711, "aeron-spy:" + FIRST);
        client.destination(CommandType.REMOVE_RCV_DESTINATION, 4711, "aeron-spy:" + FIRST);
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, "aeron-spy:aeron:ipc");
    }

    private static void ends(Conversation talk) {
        RawClient client = talk.client();
        RawClient other = talk.newClient();
        long subscription = other.addSubscription(MANUAL, STREAM_ID);
        client.addPublication(IPC, STREAM_ID);
        client.addPublication(FIRST, STREAM_ID);
        other.destination(CommandType.ADD_RCV_DESTINATION, subscription, IPC);
        other.destination(CommandType.ADD_RCV_DESTINATION, subscription, FIRST);
        talk.seconds(2, client, other);
        talk.note("by another client");
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, SECOND);
        client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, SECOND);
        talk.note("the owner goes");
        other.close();
        talk.seconds(3, client);
        talk.listCounters();
        talk.note("its port is free");
        long next = client.addSubscription(FIRST, STREAM_ID);
        talk.seconds(3, client);
        client.removeSubscription(next);
    }
}
