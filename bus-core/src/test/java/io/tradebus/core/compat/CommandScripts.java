package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CounterCommand;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.PublicationCommand;
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
        scripts.put("counters", CommandScripts::counters);
        scripts.put("unknown ids", CommandScripts::unknownIds);
        scripts.put("ids of others", CommandScripts::idsOfOthers);
        scripts.put("rejected images", CommandScripts::rejectedImages);
        scripts.put("revoked publications", CommandScripts::revokedPublications);
        scripts.put("clients that close, die and come back", CommandScripts::clients);
        scripts.put("session specific and untethered subscriptions", CommandScripts::specialSubscriptions);
        scripts.put("correlation ids used twice", CommandScripts::idsUsedTwice);
        ChannelScripts.addTo(scripts);
        NetworkScripts.addTo(scripts);
        NetworkSharingScripts.addTo(scripts);
        ResponseScripts.addTo(scripts);
        SendDestinationScripts.addTo(scripts);
        ReceiveDestinationScripts.addTo(scripts);
        SpyScripts.addTo(scripts);
        ReaderScripts.addTo(scripts);
        MalformedCommandScripts.addTo(scripts);
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
}
