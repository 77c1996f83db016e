package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How fast and slow readers of IPC publications, of images and of spies move limits and connections, and what becomes of
 * those that may be left behind.
 */
final class ReaderScripts {
    private static final String IPC = "aeron:ipc";
    private static final String UDP = "aeron:udp?endpoint=localhost:25311";
    private static final String SPY = "aeron-spy:" + UDP;
    private static final String TIMEOUTS =
            "untethered-window-limit-timeout=2s|untethered-linger-timeout=3s|untethered-resting-timeout=4s";
    private static final int STREAM_ID = 1001;
    private static final int FRAME = 28 << 10;

    private ReaderScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("spies hold a publisher up", ReaderScripts::slowSpies);
        scripts.put("spies stand for receivers", ReaderScripts::standIns);
        scripts.put("spies and receivers stand for each other", ReaderScripts::spiesAndReceivers);
        scripts.put("publications wait for their spies", ReaderScripts::drainingSpies);
        scripts.put("publications that stand in are revoked", ReaderScripts::revokedStandIns);
        for (String rejoin : new String[] {"true", "false"}) {
            scripts.put(
                    "subscribers of IPC are left behind, rejoin=" + rejoin,
                    talk -> leftBehind(talk, IPC + "?" + TIMEOUTS, IPC + "?tether=false|rejoin=" + rejoin, IPC));
            scripts.put(
                    "subscribers of images are left behind, rejoin=" + rejoin,
                    talk -> leftBehind(
                            talk,
                            UDP,
                            UDP + "|rcv-wnd=32k|tether=false|" + TIMEOUTS + "|rejoin=" + rejoin,
                            UDP + "|rejoin=" + rejoin));
            scripts.put(
                    "spies are left behind, rejoin=" + rejoin,
                    talk -> leftBehind(
                            talk, UDP + "|ssc=true|" + TIMEOUTS, SPY + "|tether=false|rejoin=" + rejoin, SPY));
            scripts.put(
                    "subscribers of IPC rest at the end, rejoin=" + rejoin,
                    talk -> restsAtTheEnd(talk, IPC + "?" + TIMEOUTS, IPC + "?tether=false|rejoin=" + rejoin, IPC));
            scripts.put(
                    "subscribers of images rest at the end, rejoin=" + rejoin,
                    talk -> restsAtTheEnd(
                            talk,
                            UDP,
                            UDP + "|rcv-wnd=32k|tether=false|" + TIMEOUTS + "|rejoin=" + rejoin,
                            UDP + "|rejoin=" + rejoin));
            scripts.put(
                    "spies rest at the end, rejoin=" + rejoin,
                    talk -> restsAtTheEnd(
                            talk, UDP + "|ssc=true|" + TIMEOUTS, SPY + "|tether=false|rejoin=" + rejoin, SPY));
            scripts.put(
                    "a lonely spy is left behind, rejoin=" + rejoin,
                    talk -> leftAlone(talk, UDP + "|ssc=true|" + TIMEOUTS, SPY + "|tether=false|rejoin=" + rejoin));
            scripts.put(
                    "a lonely subscriber of an image is left behind, rejoin=" + rejoin,
                    talk -> leftAlone(talk, UDP, UDP + "|rcv-wnd=32k|tether=false|" + TIMEOUTS + "|rejoin=" + rejoin));
            scripts.put(
                    "a lonely subscriber of IPC is left behind, rejoin=" + rejoin,
                    talk -> leftAlone(talk, IPC + "?" + TIMEOUTS, IPC + "?tether=false|rejoin=" + rejoin));
        }
    }

    private static void slowSpies(Conversation talk) {
        RawClient client = talk.client();
        long publication = client.addPublication(UDP, STREAM_ID);
        long receiver = client.addSubscription(UDP, STREAM_ID);
        long slow = client.addSubscription(SPY, STREAM_ID);
        talk.seconds(1, client);
        talk.positions();
        talk.note("the receiver reads");
        talk.append(publication, FRAME);
        talk.consume(receiver, FRAME);
        talk.seconds(1, client);
        talk.positions();
        talk.note("one spy more");
        long fast = client.addSubscription(SPY, STREAM_ID);
        talk.settle();
        talk.positions();
        talk.consume(fast, FRAME);
        talk.positions();
        talk.note("the slow one reads half");
        talk.consume(slow, FRAME / 2);
        talk.positions();
        talk.note("the slow one goes");
        client.removeSubscription(slow);
        talk.settle();
        talk.positions();
        talk.note("the receiver goes");
        client.removeSubscription(receiver);
        talk.seconds(7, client);
        talk.positions();
    }

    private static void standIns(Conversation talk) {
        RawClient client = talk.client();
        long publication = client.addPublication(UDP + "|ssc=true", STREAM_ID);
        talk.settle();
        talk.positions();
        talk.note("a spy");
        long first = client.addSubscription(SPY, STREAM_ID);
        talk.settle();
        talk.positions();
        talk.note("a message, which is read");
        talk.append(publication, 1024);
        talk.positions();
        talk.consume(first, 1024);
        talk.positions();
        talk.note("another spy, which is faster");
        long second = client.addSubscription(SPY, STREAM_ID);
        talk.settle();
        talk.append(publication, 2048);
        talk.consume(second, 3072);
        talk.positions();
        talk.note("it goes");
        client.removeSubscription(second);
        talk.settle();
        talk.positions();
        talk.note("so does the first");
        client.removeSubscription(first);
        talk.settle();
        talk.positions();
        talk.note("and another comes");
        client.addSubscription(SPY, STREAM_ID);
        talk.settle();
        talk.positions();
        talk.note("a publication without");
        long without = client.addExclusivePublication(UDP, STREAM_ID);
        talk.settle();
        talk.append(without, 1024);
        talk.positions();
    }

    private static void spiesAndReceivers(Conversation talk) {
        RawClient client = talk.client();
        long publication = client.addPublication(UDP + "|ssc=true", STREAM_ID);
        long spy = client.addSubscription(SPY, STREAM_ID);
        talk.settle();
        talk.append(publication, 1024);
        talk.consume(spy, 1024);
        talk.positions();
        talk.note("a receiver comes");
        long receiver = client.addSubscription(UDP, STREAM_ID);
        talk.seconds(2, client);
        talk.append(publication, 1024);
        talk.consume(spy, 2048);
        talk.positions();
        talk.note("it reads");
        talk.consume(receiver, 2048);
        talk.seconds(1, client);
        talk.append(publication, 1024);
        talk.positions();
        talk.note("it goes");
        client.removeSubscription(receiver);
        talk.seconds(3, client);
        talk.consume(spy, 3072);
        talk.seconds(1, client);
        talk.positions();
    }

    private static void drainingSpies(Conversation talk) {
        RawClient client = talk.client();
        long publication = client.addPublication(UDP + "|linger=0", STREAM_ID);
        long receiver = client.addSubscription(UDP, STREAM_ID);
        long spy = client.addSubscription(SPY, STREAM_ID);
        talk.seconds(1, client);
        talk.append(publication, 1024);
        talk.note("the publication goes");
        client.removePublication(publication);
        talk.seconds(2, client);
        talk.consume(receiver, 1024);
        talk.seconds(5, client);
        talk.positions();
        talk.note("a spy comes late");
        client.addSubscription(SPY, STREAM_ID);
        talk.seconds(1, client);
        talk.note("the spy reads");
        talk.consume(spy, 1024);
        talk.seconds(3, client);
        talk.positions();
        talk.note("one that nobody receives");
        long unheard = client.addExclusivePublication(UDP + "|linger=0|session-id=5", STREAM_ID + 1);
        long reader = client.addSubscription(SPY, STREAM_ID + 1);
        talk.settle();
        talk.append(unheard, 1024);
        client.removePublication(unheard);
        talk.seconds(3, client);
        talk.note("a spy comes while it drains");
        long late = client.addSubscription(SPY, STREAM_ID + 1);
        talk.settle();
        talk.note("both read");
        talk.consume(reader, 1024);
        talk.consume(late, 1024);
        talk.seconds(3, client);
    }

    private static void revokedStandIns(Conversation talk) {
        RawClient client = talk.client();
        long publication = client.addPublication(UDP + "|ssc=true", STREAM_ID);
        client.addSubscription(SPY, STREAM_ID);
        talk.settle();
        talk.append(publication, 1024);
        talk.note("it is revoked");
        client.revokePublication(publication);
        talk.seconds(1, client);
        talk.positions();
        talk.seconds(7, client);
        talk.note("it is gone");
        talk.positions();
    }

    private static void leftBehind(Conversation talk, String publication, String untethered, String tethered) {
        RawClient client = talk.client();
        long slow = client.addSubscription(untethered, STREAM_ID);
        long fast = client.addSubscription(tethered, STREAM_ID);
        long published = client.addPublication(publication, STREAM_ID);
        talk.seconds(1, client);
        talk.append(published, FRAME);
        talk.consume(fast, FRAME);
        talk.positions();
        for (int second = 1; second <= 12; second++) {
            talk.note("second " + second);
            talk.seconds(1, client);
            talk.positions();
        }
        talk.note("the slow one reads at last");
        talk.consume(slow, FRAME);
        talk.seconds(4, client);
        talk.positions();
        boolean isDropped = untethered.endsWith("rejoin=false");
        talk.note("the publication goes" + (isDropped ? ", a reader that was left behind was dropped" : ""));
        client.removePublication(published);
        talk.seconds(3, client);
    }

    private static void restsAtTheEnd(Conversation talk, String publication, String untethered, String tethered) {
        RawClient client = talk.client();
        client.addSubscription(untethered, STREAM_ID);
        long fast = client.addSubscription(tethered, STREAM_ID);
        long published = client.addPublication(publication, STREAM_ID);
        talk.seconds(1, client);
        talk.append(published, FRAME);
        talk.consume(fast, FRAME);
        talk.seconds(7, client);
        talk.positions();
        talk.note("the publication goes, a reader that was left behind rests");
        client.removePublication(published);
        talk.seconds(3, client);
        talk.positions();
        talk.seconds(6, client);
    }

    private static void leftAlone(Conversation talk, String publication, String untethered) {
        RawClient client = talk.client();
        client.addSubscription(untethered, STREAM_ID);
        long published = client.addPublication(publication, STREAM_ID);
        talk.seconds(1, client);
        talk.append(published, FRAME);
        for (int second = 1; second <= 6; second++) {
            talk.note("second " + second);
            talk.seconds(1, client);
            talk.positions();
        }
        talk.note("the publication goes");
        client.removePublication(published);
        talk.seconds(3, client);
    }
}
