package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.format.control.CommandType;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Publications to several destinations, and streams over UDP that are rejected. All streams stay on this machine. */
final class SendDestinationScripts {
    private static final String MANUAL = "aeron:udp?control-mode=manual";
    private static final String DYNAMIC = "aeron:udp?control-mode=dynamic|control=localhost:25701";
    private static final String DESTINATION = "aeron:udp?endpoint=localhost:25702";
    private static final int STREAM_ID = 1001;

    private SendDestinationScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("channels with several destinations", SendDestinationScripts::channels);
        scripts.put("destinations of publications", SendDestinationScripts::destinations);
        scripts.put("publications without destinations", SendDestinationScripts::otherPublications);
        scripts.put("streams to named destinations come and go", SendDestinationScripts::namedComeAndGo);
        scripts.put("streams to receivers that ask come and go", SendDestinationScripts::askingComeAndGo);
        scripts.put("images over UDP are rejected", SendDestinationScripts::rejected);
    }

    private static void channels(Conversation talk) {
        RawClient client = talk.client();
        int stream = STREAM_ID;
        for (String channel : List.of(
                MANUAL,
                MANUAL + "|control=localhost:25703",
                MANUAL + "|control=localhost:0",
                MANUAL + "|control=localhost",
                MANUAL + "|control=host-that-is-not.invalid:25703",
                MANUAL + "|endpoint=localhost:25704",
                MANUAL + "|endpoint=localhost:0",
                MANUAL + "|interface=localhost",
                MANUAL + "|tags=5",
                "aeron:udp?tags=5",
                "aeron:udp?tags=5|control-mode=manual",
                "aeron:udp?tags=5|control-mode=dynamic|control=localhost:25705",
                "aeron:udp?tags=6",
                DYNAMIC,
                DYNAMIC + "|endpoint=localhost:25706",
                DYNAMIC + "|endpoint=localhost:0",
                "aeron:udp?control-mode=dynamic",
                "aeron:udp?control-mode=dynamic|endpoint=localhost:25707",
                "aeron:udp?control-mode=dynamic|control=localhost:0",
                "aeron:udp?control-mode=dynamic|control=localhost:25701|control-mode=manual",
                "aeron:udp?control=localhost:25701|control-mode=manual",
                "aeron:udp?control=localhost:25701",
                "aeron:udp?control=127.0.0.1:25701|control-mode=dynamic",
                "aeron:udp?control-mode=manual|control=[::1]:25708",
                "aeron:udp?control-mode=dynamic|control=[::1]:25709")) {
            talk.note("publish to " + channel);
            client.addPublication(channel, ++stream);
        }
        int port = 25720;
        for (String parameters : List.of(
                "fc=max",
                "fc=min",
                "fc=min,t:5s,g:/2",
                "fc=tagged,g:5/1",
                "fc=nonsense",
                "ttl=7",
                "ttl=x",
                "max-resend=7",
                "mtu=8192|term-length=1m",
                "so-sndbuf=4k|mtu=8192|term-length=1m",
                "session-id=7",
                "ssc=true",
                "eos=false",
                "response-correlation-id=x")) {
            talk.note("with " + parameters);
            client.addPublication(
                    "aeron:udp?control-mode=manual|control=localhost:" + ++port + "|" + parameters, STREAM_ID);
            client.addPublication(
                    "aeron:udp?control-mode=dynamic|control=localhost:" + ++port + "|" + parameters, STREAM_ID);
        }
        talk.note("shared and not");
        client.addPublication(MANUAL + "|control=localhost:25760|fc=min", STREAM_ID);
        client.addPublication(MANUAL + "|control=localhost:25760|fc=max", STREAM_ID);
        client.addPublication(MANUAL + "|control=localhost:25760", STREAM_ID + 1);
        client.addExclusivePublication(MANUAL + "|control=localhost:25760|session-id=7", STREAM_ID);
        client.addExclusivePublication(MANUAL + "|control=localhost:25760|session-id=7", STREAM_ID);
        client.addPublication("aeron:udp?control-mode=dynamic|control=localhost:25760", STREAM_ID);
        talk.note("subscriptions");
        client.addSubscription("aeron:udp?endpoint=localhost:25761|control=localhost:25762", STREAM_ID);
        client.addSubscription(
                "aeron:udp?endpoint=localhost:25763|control=localhost:25762|control-mode=dynamic", STREAM_ID);
        client.addSubscription("aeron:udp?endpoint=localhost:0|control=localhost:25762", STREAM_ID);
        client.addSubscription("aeron:udp?control=localhost:25762|control-mode=dynamic", STREAM_ID);
        client.addSubscription("aeron:udp?endpoint=localhost:25764|control-mode=dynamic", STREAM_ID);
        client.addSubscription(
                "aeron:udp?endpoint=localhost:25765|control=localhost:0|control-mode=dynamic", STREAM_ID);
    }

    private static void destinations(Conversation talk) {
        RawClient client = talk.client();
        long publication = client.addPublication(MANUAL, STREAM_ID);
        for (String channel : List.of(
                DESTINATION,
                "aeron:udp?endpoint=127.0.0.1:25702",
                "aeron:udp?endpoint=localhost:0",
                "aeron:udp?endpoint=localhost",
                "aeron:udp?endpoint=localhost:x",
                "aeron:udp?endpoint=host-that-is-not.invalid:25702",
                "aeron:udp?endpoint=[::1]:25702",
                "aeron:udp?endpoint=224.20.30.39:25702",
                "aeron:udp?endpoint=224.20.30.38:25702",
                "aeron:udp?control=localhost:25702",
                "aeron:udp?tags=5",
                "aeron:udp",
                "aeron:udp?a=b",
                "aeron:ipc",
                "aeron-spy:aeron:udp?endpoint=localhost:25702",
                "aeron-spy:aeron:ipc",
                "udp:localhost",
                "",
                DESTINATION + "|mtu=1408",
                DESTINATION + "|rcv-wnd=64k",
                DESTINATION + "|so-sndbuf=64k",
                DESTINATION + "|so-rcvbuf=64k",
                DESTINATION + "|response-correlation-id=5",
                DESTINATION + "|control-mode=response",
                DESTINATION + "|control-mode=manual",
                DESTINATION + "|control-mode=dynamic",
                DESTINATION + "|term-length=x",
                DESTINATION + "|session-id=x",
                DESTINATION + "|interface=nowhere",
                DESTINATION + "|ttl=x",
                DESTINATION + "|alias=other",
                DESTINATION + "|mtu=1408|rcv-wnd=64k")) {
            talk.note("add " + channel);
            client.destination(CommandType.ADD_DESTINATION, publication, channel);
            talk.note("remove " + channel);
            client.destination(CommandType.REMOVE_DESTINATION, publication, channel);
            talk.note("remove once more " + channel);
            client.destination(CommandType.REMOVE_DESTINATION, publication, channel);
        }
        talk.note("by id");
        long destination = client.destination(CommandType.ADD_DESTINATION, publication, DESTINATION);
        client.removeDestinationById(publication, destination);
        client.removeDestinationById(publication, destination);
        client.removeDestinationById(publication, publication);
        talk.note("of an unknown publication");
        for (String channel : List.of(
                DESTINATION,
                DESTINATION + "|mtu=1408",
                "aeron:udp?endpoint=localhost:0",
                "aeron:udp?endpoint=host-that-is-not.invalid:25702",
                "aeron:udp?control=localhost:25702",
                "aeron:udp?endpoint=localhost",
                "aeron:ipc",
                "aeron-spy:" + DESTINATION)) {
            talk.note("unknown: " + channel);
            client.destination(CommandType.ADD_DESTINATION, 4711, channel);
            client.destination(CommandType.REMOVE_DESTINATION, 4711, channel);
        }
        talk.note("unknown by id");
        client.removeDestinationById(4711, destination);
        talk.note("of one that is shared");
        long shared = client.addPublication(MANUAL + "|control=localhost:25710", STREAM_ID);
        talk.settle();
        long again = client.addPublication(MANUAL + "|control=localhost:25710", STREAM_ID);
        client.destination(CommandType.ADD_DESTINATION, shared, DESTINATION);
        client.destination(CommandType.ADD_DESTINATION, again, DESTINATION);
        client.removeDestinationById(again, destination);
        talk.note("of one that lingers");
        client.removePublication(publication);
        client.destination(CommandType.ADD_DESTINATION, publication, DESTINATION);
        talk.seconds(3, client);
        client.destination(CommandType.ADD_DESTINATION, publication, DESTINATION);
        talk.seconds(8, client);
        talk.note("of one that is gone");
        client.destination(CommandType.ADD_DESTINATION, publication, DESTINATION);
    }

    private static void otherPublications(Conversation talk) {
        RawClient client = talk.client();
        for (String channel : List.of(
                DYNAMIC,
                "aeron:udp?endpoint=localhost:25711",
                "aeron:udp?endpoint=224.20.30.39:25712|interface=localhost",
                "aeron:ipc",
                "aeron:ipc?control-mode=manual")) {
            long publication = client.addPublication(channel, STREAM_ID);
            for (String destination :
                    List.of(DESTINATION, DESTINATION + "|mtu=1408", "aeron:udp?endpoint=localhost:0", "aeron:ipc")) {
                talk.note(channel + ": " + destination);
                client.destination(CommandType.ADD_DESTINATION, publication, destination);
                client.destination(CommandType.REMOVE_DESTINATION, publication, destination);
            }
            talk.note(channel + " by id");
            client.removeDestinationById(publication, 1);
        }
    }

    private static void namedComeAndGo(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(DESTINATION, STREAM_ID);
        client.addSubscription("aeron:udp?endpoint=localhost:25713", STREAM_ID);
        long publication = client.addPublication(MANUAL + "|control=localhost:25714", STREAM_ID);
        talk.seconds(1, client);
        talk.note("a destination");
        long first = client.destination(CommandType.ADD_DESTINATION, publication, DESTINATION);
        talk.seconds(1, client);
        talk.note("another one");
        client.destination(CommandType.ADD_DESTINATION, publication, "aeron:udp?endpoint=localhost:25713");
        talk.seconds(2, client);
        talk.note("the first goes");
        client.removeDestinationById(publication, first);
        talk.seconds(14, client);
        talk.note("and comes back");
        client.destination(CommandType.ADD_DESTINATION, publication, DESTINATION);
        talk.seconds(3, client);
        talk.note("the publication goes");
        client.removePublication(publication);
        talk.seconds(12, client);
        talk.note("and another is added");
        client.addPublication(MANUAL + "|control=localhost:25714", STREAM_ID);
        talk.seconds(2, client);
    }

    private static void askingComeAndGo(Conversation talk) {
        RawClient client = talk.client();
        long first = client.addSubscription(
                "aeron:udp?endpoint=localhost:25715|control=localhost:25701|control-mode=dynamic", STREAM_ID);
        long publication = client.addPublication(DYNAMIC, STREAM_ID);
        talk.seconds(3, client);
        talk.note("another one asks");
        client.addSubscription("aeron:udp?endpoint=localhost:0|control=localhost:25701", STREAM_ID);
        talk.seconds(3, client);
        talk.note("the first goes");
        client.removeSubscription(first);
        talk.seconds(8, client);
        talk.note("the publication is revoked");
        client.revokePublication(publication);
        talk.seconds(12, client);
    }

    private static void rejected(Conversation talk) {
        RawClient client = talk.client();
        String channel = "aeron:udp?endpoint=localhost:25716";
        long subscription = client.addSubscription(channel + "|gtag=5", STREAM_ID);
        long publication = client.addPublication(channel, STREAM_ID);
        talk.seconds(2, client);
        // Subscription, publication, image: the driver numbers the image as if it had asked for it.
        long image = publication + 1;
        talk.note("rejected");
        client.rejectImage(image, "because");
        talk.seconds(2, client);
        talk.note("and again");
        client.rejectImage(image, "again");
        client.rejectImage(image, "r".repeat(1024));
        client.rejectImage(publication, "not an image");
        client.rejectImage(subscription, "not an image");
        client.addSubscription(channel, STREAM_ID);
        talk.seconds(5, client);
        talk.note("when it has timed out");
        talk.seconds(8, client);
        talk.note("when it is gone");
        client.rejectImage(image, "too late");
        talk.note("one that is not to come back");
        String other = "aeron:udp?endpoint=localhost:25717|rejoin=false";
        client.addSubscription(other, STREAM_ID);
        client.addPublication(other, STREAM_ID);
        talk.seconds(2, client);
    }
}
