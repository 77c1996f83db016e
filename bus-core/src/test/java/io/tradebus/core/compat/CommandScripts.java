package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CounterCommand;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.DestinationCommand;
import io.tradebus.core.format.control.PublicationCommand;
import io.tradebus.core.format.control.RejectImageCommand;
import io.tradebus.core.format.control.RemoveCommand;
import io.tradebus.core.format.control.RemoveDestinationByIdCommand;
import io.tradebus.core.format.control.StaticCounterCommand;
import io.tradebus.core.format.control.SubscriptionCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;

/** What clients may say to a driver: sense, nonsense and malice. Each script is played to a driver of its own. */
final class CommandScripts {
    private static final String IPC = "aeron:ipc";
    private static final int STREAM_ID = 1001;

    private CommandScripts() {}

    static Map<String, Consumer<Conversation>> all() {
        Map<String, Consumer<Conversation>> scripts = new LinkedHashMap<>();
        scripts.put("publications and subscriptions come and go", CommandScripts::comeAndGo);
        scripts.put("publications are shared", CommandScripts::share);
        scripts.put("channels of publications", CommandScripts::publicationChannels);
        scripts.put("channels of subscriptions", CommandScripts::subscriptionChannels);
        scripts.put("positions and sessions", CommandScripts::positionsAndSessions);
        scripts.put("tags", CommandScripts::tags);
        scripts.put("counters", CommandScripts::counters);
        scripts.put("unknown ids", CommandScripts::unknownIds);
        scripts.put("ids of others", CommandScripts::idsOfOthers);
        scripts.put("rejected images", CommandScripts::rejectedImages);
        scripts.put("revoked publications", CommandScripts::revokedPublications);
        scripts.put("clients that close, die and come back", CommandScripts::clients);
        scripts.put("session specific and untethered subscriptions", CommandScripts::specialSubscriptions);
        scripts.put("correlation ids used twice", CommandScripts::idsUsedTwice);
        scripts.put("unknown types", CommandScripts::unknownTypes);
        scripts.put("commands cut off", CommandScripts::cutOff);
        scripts.put("lengths that lie", CommandScripts::lyingLengths);
        return scripts;
    }

    private static void comeAndGo(Conversation talk) {
        RawClient client = talk.client();
        long subscription = client.addSubscription(IPC, STREAM_ID);
        long publication = client.addPublication(IPC, STREAM_ID);
        long late = client.addSubscription(IPC + "?alias=late", STREAM_ID);
        client.addSubscription(IPC, STREAM_ID + 1);
        talk.note("the publication goes");
        client.removePublication(publication);
        talk.seconds(3, client);
        talk.note("the subscriptions go");
        client.removeSubscription(subscription);
        client.removeSubscription(late);
        talk.note("a publication without subscribers");
        client.removePublication(client.addExclusivePublication(IPC, STREAM_ID));
        talk.seconds(3, client);
    }

    private static void share(Conversation talk) {
        RawClient client = talk.client();
        RawClient other = talk.newClient();
        client.addPublication(IPC + "?term-length=128k|mtu=2048|init-term-id=7|term-id=9|term-offset=64", STREAM_ID);
        for (String parameters : List.of(
                "",
                "?term-length=128k",
                "?term-length=64k",
                "?mtu=2048",
                "?mtu=1408",
                "?init-term-id=7",
                "?init-term-id=8",
                "?init-term-id=7|term-id=9|term-offset=64",
                "?init-term-id=7|term-id=9|term-offset=128",
                "?init-term-id=7|term-id=10|term-offset=64",
                "?session-id=99",
                "?pub-wnd=32k",
                "?sparse=false",
                "?linger=3s",
                "?alias=x",
                "?tags=1,2",
                "?eos=false",
                "?ssc=true",
                "?max-resend=4",
                "?untethered-window-limit-timeout=3s")) {
            talk.note(parameters);
            other.addPublication(IPC + parameters, STREAM_ID);
        }
        talk.note("of another stream, exclusive");
        other.addPublication(IPC, STREAM_ID + 1);
        other.addExclusivePublication(IPC, STREAM_ID);
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

    private static void counters(Conversation talk) {
        RawClient client = talk.client();
        RawClient other = talk.newClient();
        long first = client.addCounter(1000, "first");
        client.addCounter(1000, "first");
        client.addCounter(-1, "");
        client.addCounter(0, "a type of the driver's own");
        client.addCounter(1000, "l".repeat(380));
        talk.note("labels and keys that are too long");
        counter(talk, client, 0, 380);
        counter(talk, client, 0, 381);
        counter(talk, client, 0, 2000);
        counter(talk, client, 112, 10);
        counter(talk, client, 113, 10);
        counter(talk, client, 500, 10);
        talk.note("static counters");
        client.addStaticCounter(77, 1000, "static");
        other.addStaticCounter(77, 1000, "static by another name");
        other.addStaticCounter(77, 1001, "of another type");
        client.addStaticCounter(first, 1000, "clash");
        client.addStaticCounter(first, 1001, "of another type");
        client.addStaticCounter(-1, 1000, "");
        client.addStaticCounter(0, 0, "clash with a system counter?");
        talk.note("removed");
        client.removeCounter(first);
        client.removeCounter(first);
        client.removeCounter(77);
        client.removeCounter(other.id());
        talk.seconds(2, client, other);
        talk.note("reused");
        client.addCounter(1000, "reused");
        client.addStaticCounter(first, 1000, "no clash any more");
    }

    private static void counter(Conversation talk, RawClient client, int keyLength, int labelLength) {
        ExpandableArrayBuffer command = new ExpandableArrayBuffer();
        CounterCommand.write(command, 0, client.id(), 500 + keyLength, 1000, CounterText.ofLabel(""));
        command.putInt(20, keyLength);
        int label = 24 + (keyLength + 3 & ~3);
        command.putInt(label, labelLength);
        command.putStringWithoutLengthAscii(label + 4, "l".repeat(labelLength));
        talk.send(CommandType.ADD_COUNTER, command, label + 4 + labelLength);
    }

    private static void unknownIds(Conversation talk) {
        RawClient client = talk.client();
        for (boolean isKnownClient : new boolean[] {false, true}) {
            talk.note("known client: " + isKnownClient);
            client.removePublication(4711);
            client.revokePublication(4711);
            client.removeSubscription(4711);
            client.removeCounter(4711);
            client.rejectImage(4711, "why not");
            client.destination(CommandType.ADD_DESTINATION, 4711, "aeron:udp?endpoint=localhost:9999");
            client.destination(CommandType.REMOVE_DESTINATION, 4711, "aeron:udp?endpoint=localhost:9999");
            client.destination(CommandType.ADD_RCV_DESTINATION, 4711, "aeron:udp?endpoint=localhost:9999");
            client.destination(CommandType.REMOVE_RCV_DESTINATION, 4711, "aeron:udp?endpoint=localhost:9999");
            client.removeDestinationById(4711, 4712);
            client.keepAlive();
            client.nextSessionId(STREAM_ID);
            client.addCounter(1000, "known from now on");
        }
        talk.note("destinations of IPC");
        long publication = client.addPublication(IPC, STREAM_ID);
        long subscription = client.addSubscription(IPC, STREAM_ID);
        client.destination(CommandType.ADD_DESTINATION, publication, "aeron:udp?endpoint=localhost:9999");
        client.destination(CommandType.REMOVE_DESTINATION, publication, "aeron:udp?endpoint=localhost:9999");
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, "aeron:udp?endpoint=localhost:9999");
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, "aeron:ipc");
        client.destination(CommandType.ADD_RCV_DESTINATION, subscription, "nonsense");
        client.destination(CommandType.ADD_DESTINATION, publication, "nonsense");
        client.destination(CommandType.ADD_DESTINATION, publication, "aeron:ipc");
        client.destination(CommandType.ADD_DESTINATION, publication, "aeron-spy:aeron:ipc");
        client.removeDestinationById(publication, 4712);
        talk.note("a subscription to IPC as its own destination");
        client.destination(CommandType.REMOVE_RCV_DESTINATION, subscription, "aeron:ipc");
        talk.note("ids of the wrong kind");
        client.removePublication(subscription);
        client.removeSubscription(publication);
        client.removeCounter(publication);
        client.rejectImage(subscription, "wrong");
        client.destination(CommandType.ADD_DESTINATION, subscription, "aeron:udp?endpoint=localhost:9999");
    }

    private static void idsOfOthers(Conversation talk) {
        RawClient owner = talk.client();
        RawClient other = talk.newClient();
        long publication = owner.addPublication(IPC, STREAM_ID);
        long subscription = owner.addSubscription(IPC, STREAM_ID);
        long counter = owner.addCounter(1000, "mine");
        talk.note("another removes them");
        other.removePublication(publication);
        other.removeSubscription(subscription);
        other.removeCounter(counter);
        talk.seconds(3, owner);
        talk.note("and they are gone");
        owner.removePublication(publication);
        owner.removeSubscription(subscription);
        owner.removeCounter(counter);
    }

    private static void rejectedImages(Conversation talk) {
        RawClient client = talk.client();
        long publication = client.addPublication(IPC, STREAM_ID);
        client.addSubscription(IPC, STREAM_ID);
        client.addSubscription(IPC, STREAM_ID);
        talk.note("rejected");
        client.rejectImage(publication, "because");
        talk.note("while it cools down");
        client.rejectImage(publication, "again");
        client.addSubscription(IPC, STREAM_ID);
        talk.seconds(12, client);
        talk.note("reasons");
        client.rejectImage(publication, "");
        talk.seconds(12, client);
        client.rejectImage(publication, "r".repeat(1023));
        talk.seconds(12, client);
        client.rejectImage(publication, "r".repeat(1024));
        client.rejectImage(publication, "r".repeat(2000));
        talk.note("when it drains");
        client.removePublication(publication);
        client.rejectImage(publication, "too late");
        talk.seconds(5, client);
        talk.note("when it is gone");
        client.rejectImage(publication, "gone");
    }

    private static void revokedPublications(Conversation talk) {
        RawClient client = talk.client();
        RawClient other = talk.newClient();
        client.addSubscription(IPC, STREAM_ID);
        long shared = client.addPublication(IPC, STREAM_ID);
        long second = other.addPublication(IPC, STREAM_ID);
        talk.note("one of two revokes");
        client.revokePublication(shared);
        talk.seconds(2, client, other);
        talk.note("the other closes");
        other.removePublication(second);
        talk.seconds(3, client, other);
        talk.note("an exclusive one");
        client.revokePublication(client.addExclusivePublication(IPC, STREAM_ID));
        talk.seconds(3, client, other);
        talk.note("a publication and a subscription between revoking and the next timer pass");
        client.revokePublication(client.addPublication(IPC, STREAM_ID + 1));
        client.addPublication(IPC, STREAM_ID + 1);
        client.addSubscription(IPC, STREAM_ID + 1);
        talk.seconds(3, client, other);
    }

    private static void clients(Conversation talk) {
        RawClient first = talk.client();
        RawClient second = talk.newClient();
        second.keepAlive();
        second.close();
        first.addPublication(IPC, STREAM_ID);
        first.addSubscription(IPC, STREAM_ID);
        first.addCounter(1000, "of the first");
        first.addStaticCounter(5, 1000, "for ever");
        second.addPublication(IPC, STREAM_ID);
        second.addSubscription(IPC, STREAM_ID);
        second.addCounter(1000, "of the second");
        talk.note("the first closes");
        first.close();
        talk.seconds(3, second);
        talk.note("and comes back");
        first.addCounter(1000, "again");
        talk.note("the second dies");
        talk.seconds(14, first);
        talk.note("and comes back");
        second.addPublication(IPC, STREAM_ID);
        talk.seconds(1, first, second);
        talk.note("a close and an add at once");
        second.close();
        second.addCounter(1000, "after the close");
        talk.seconds(3, first);
    }

    private static void specialSubscriptions(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(IPC + "?session-id=55", STREAM_ID);
        client.addSubscription(IPC + "?session-id=56", STREAM_ID);
        client.addSubscription(IPC + "?tether=false", STREAM_ID);
        client.addSubscription(IPC + "?tether=false|rejoin=false", STREAM_ID);
        client.addExclusivePublication(IPC + "?session-id=55", STREAM_ID);
        client.addExclusivePublication(
                IPC + "?session-id=56|init-term-id=0|term-id=3|term-offset=32|alias=far", STREAM_ID);
        talk.seconds(12, client);
        long manual = client.addSubscription(IPC + "?control-mode=manual", STREAM_ID);
        client.removeSubscription(manual);
    }

    private static void idsUsedTwice(Conversation talk) {
        RawClient client = talk.client();
        ExpandableArrayBuffer command = new ExpandableArrayBuffer();
        int length = PublicationCommand.write(command, 0, client.id(), 500, STREAM_ID, IPC);
        talk.send(CommandType.ADD_PUBLICATION, command, length);
        talk.note("a publication with the id of another");
        talk.send(CommandType.ADD_PUBLICATION, command, length);
        length = SubscriptionCommand.write(command, 0, client.id(), 501, STREAM_ID, IPC);
        talk.send(CommandType.ADD_SUBSCRIPTION, command, length);
        talk.note("a subscription with the id of another");
        talk.send(CommandType.ADD_SUBSCRIPTION, command, length);
        talk.note("a counter with the id of another");
        length = CounterCommand.write(command, 0, client.id(), 502, 1000, CounterText.ofLabel("twice"));
        talk.send(CommandType.ADD_COUNTER, command, length);
        talk.send(CommandType.ADD_COUNTER, command, length);
        talk.note("a publication with the id of another is removed twice");
        client.removePublication(500);
        client.removePublication(500);
        talk.seconds(3, client);
        talk.note("the client closes");
        client.close();
        talk.seconds(5);
    }

    private static void unknownTypes(Conversation talk) {
        ExpandableArrayBuffer zeros = new ExpandableArrayBuffer(256);
        for (int typeId : new int[] {0x13, 0x14, 0x77, 0x0F01, 0x0F04, Integer.MAX_VALUE}) {
            for (int length : new int[] {0, 8, 16, 40, 200}) {
                talk.note("type " + typeId + " of " + length + " bytes");
                talk.send(typeId, zeros, length);
            }
        }
        talk.client().addCounter(1000, "still there");
    }

    private static void cutOff(Conversation talk) {
        whole((typeId, command, length) -> {
            for (int cut = 0; cut < length; cut += cut < 16 ? 8 : 1) {
                talk.note("type " + typeId + " cut to " + cut + " of " + length);
                talk.send(typeId, command, cut);
            }
        });
        talk.client().addCounter(1000, "still there");
    }

    private static void lyingLengths(Conversation talk) {
        int[] lies = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20, 1000};
        whole((typeId, command, length) -> {
            int[] fields = lengthFields(typeId);
            for (int field : fields) {
                int truth = command.getInt(field);
                for (int lie : lies) {
                    talk.note("type " + typeId + " with " + lie + " at " + field);
                    command.putInt(field, lie);
                    talk.send(typeId, command, length);
                }
                command.putInt(field, truth);
            }
        });
        talk.client().addCounter(1000, "still there");
    }

    private static int[] lengthFields(int typeId) {
        return switch (typeId) {
            case CommandType.ADD_PUBLICATION, CommandType.ADD_EXCLUSIVE_PUBLICATION -> new int[] {20};
            case CommandType.ADD_SUBSCRIPTION -> new int[] {28};
            case CommandType.ADD_DESTINATION,
                    CommandType.REMOVE_DESTINATION,
                    CommandType.ADD_RCV_DESTINATION,
                    CommandType.REMOVE_RCV_DESTINATION -> new int[] {24};
            case CommandType.ADD_COUNTER -> new int[] {20, 24};
            case CommandType.ADD_STATIC_COUNTER -> new int[] {28, 32};
            case CommandType.REJECT_IMAGE -> new int[] {32};
            default -> new int[0];
        };
    }

    /** One whole command of each type, of a client that is not known and with a correlation id of its own. */
    private static void whole(WholeCommand use) {
        for (int typeId = CommandType.MIN_ID; typeId <= CommandType.MAX_ID; typeId++) {
            ExpandableArrayBuffer command = new ExpandableArrayBuffer(256);
            use.accept(typeId, command, write(typeId, command, 9000 + typeId, 8000 + typeId));
        }
    }

    private static int write(int typeId, ExpandableArrayBuffer command, long clientId, long id) {
        return switch (typeId) {
            case CommandType.ADD_PUBLICATION, CommandType.ADD_EXCLUSIVE_PUBLICATION ->
                PublicationCommand.write(command, 0, clientId, id, STREAM_ID, IPC);
            case CommandType.ADD_SUBSCRIPTION -> SubscriptionCommand.write(command, 0, clientId, id, STREAM_ID, IPC);
            case CommandType.REMOVE_PUBLICATION -> RemoveCommand.write(command, 0, clientId, id, 4711, false);
            case CommandType.REMOVE_SUBSCRIPTION, CommandType.REMOVE_COUNTER ->
                RemoveCommand.write(command, 0, clientId, id, 4711);
            case CommandType.ADD_DESTINATION,
                    CommandType.REMOVE_DESTINATION,
                    CommandType.ADD_RCV_DESTINATION,
                    CommandType.REMOVE_RCV_DESTINATION -> DestinationCommand.write(command, 0, clientId, id, 4711, IPC);
            case CommandType.REMOVE_DESTINATION_BY_ID ->
                RemoveDestinationByIdCommand.write(command, 0, clientId, id, 4711, 4712);
            case CommandType.ADD_COUNTER ->
                CounterCommand.write(command, 0, clientId, id, 1000, CounterText.ofLabel("label"));
            case CommandType.ADD_STATIC_COUNTER ->
                StaticCounterCommand.write(command, 0, clientId, id, 33, 1000, CounterText.ofLabel("label"));
            case CommandType.REJECT_IMAGE -> RejectImageCommand.write(command, 0, clientId, id, 4711, 0, "reason");
            default -> {
                command.putLong(0, clientId);
                command.putLong(8, id);
                command.putInt(16, 0);
                yield typeId == CommandType.CLIENT_KEEPALIVE || typeId == CommandType.CLIENT_CLOSE ? 16 : 20;
            }
        };
    }

    @FunctionalInterface
    private interface WholeCommand {
        void accept(int typeId, ExpandableArrayBuffer command, int length);
    }
}
