package io.tradebus.core.compat;

import io.tradebus.core.driver.RawClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests and responses over UDP and IPC, from this machine to itself. */
final class ResponseScripts {
    private static final String REQUESTS = "aeron:udp?endpoint=localhost:25341";
    private static final String RESPONSES = "aeron:udp?control-mode=response|control=localhost:25342";
    private static final String IPC = "aeron:ipc";
    private static final String IPC_RESPONSES = "aeron:ipc?control-mode=response";
    private static final int REQUEST_STREAM = 1001;
    private static final int RESPONSE_STREAM = 1002;
    private static final Pattern IMAGE = Pattern.compile("ON_AVAILABLE_IMAGE correlation=(\\d+)");

    private ResponseScripts() {}

    static void addTo(Map<String, Consumer<Conversation>> scripts) {
        scripts.put("who asks over UDP", ResponseScripts::requesters);
        scripts.put("who answers over UDP", ResponseScripts::responders);
        scripts.put("a response over UDP", ResponseScripts::exchange);
        scripts.put("several responses over UDP", ResponseScripts::severalRequesters);
        scripts.put("an answer over UDP that is given again", ResponseScripts::answerAgain);
        scripts.put("who answers over IPC", ResponseScripts::respondersOfThisMachine);
        scripts.put("responses over UDP and other streams of the channel", ResponseScripts::mixedStreams);
    }

    private static void requesters(Conversation talk) {
        RawClient client = talk.client();
        client.addCounter(1000, "known from now on");
        for (String channel : List.of(
                "aeron:udp?control-mode=response",
                "aeron:udp?control-mode=response|endpoint=localhost:25343",
                "aeron:udp?control-mode=response|endpoint=localhost:25344|control=localhost:25345",
                "aeron:udp?control-mode=response|endpoint=localhost:0|control=localhost:25346",
                "aeron:udp?control-mode=response|control=localhost:0",
                "aeron:udp?control-mode=response|control=localhost:25347|session-id=77",
                "aeron:udp?control-mode=response|endpoint=224.20.30.39:25348|interface=127.0.0.1",
                RESPONSES,
                RESPONSES + "|tags=7",
                RESPONSES + "|response-correlation-id=17")) {
            talk.note("wait for responses from " + channel);
            client.addSubscription(channel, RESPONSE_STREAM);
        }
        long ipc = client.addSubscription("aeron:ipc?control-mode=response", RESPONSE_STREAM);
        long plain = client.addSubscription("aeron:udp?endpoint=localhost:25349", RESPONSE_STREAM);
        long responses = client.addSubscription(RESPONSES, RESPONSE_STREAM);
        long other = client.addSubscription(RESPONSES, RESPONSE_STREAM);
        for (Object id : List.of(ipc, plain, responses, other, 4711, 0, -1, -2, "x", "", "prototype")) {
            talk.note("ask, answer to " + id);
            client.addPublication(REQUESTS + "|response-correlation-id=" + id, REQUEST_STREAM);
        }
        talk.note("ask again");
        client.addPublication(REQUESTS + "|response-correlation-id=" + responses, REQUEST_STREAM);
        client.addExclusivePublication(REQUESTS + "|response-correlation-id=" + responses, REQUEST_STREAM);
        client.addPublication(REQUESTS, REQUEST_STREAM);
        talk.note("ask a group");
        client.addPublication(
                "aeron:udp?endpoint=224.20.30.39:25350|interface=127.0.0.1|response-correlation-id=" + responses,
                REQUEST_STREAM);
        talk.note("the one who waits goes first");
        client.removeSubscription(responses);
        talk.seconds(2, client);
    }

    private static void responders(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(REQUESTS, REQUEST_STREAM);
        long responses = client.addSubscription(RESPONSES, RESPONSE_STREAM);
        client.addPublication(REQUESTS, REQUEST_STREAM);
        long plainImage = lastImage(talk);
        client.addPublication(REQUESTS + "|response-correlation-id=" + responses, REQUEST_STREAM);
        long image = lastImage(talk);
        for (String parameters : List.of(
                "",
                "|response-correlation-id=-1",
                "|response-correlation-id=-2",
                "|response-correlation-id=x",
                "|response-correlation-id=4711",
                "|response-correlation-id=" + plainImage,
                "|response-correlation-id=" + responses,
                "|response-correlation-id=prototype",
                "|response-correlation-id=prototype|term-length=128k",
                "|response-correlation-id=prototype|mtu=8192",
                "|response-correlation-id=" + image + "|fc=max",
                "|response-correlation-id=" + image + "|term-length=x",
                "|response-correlation-id=" + image + "|ssc=true",
                "|response-correlation-id=" + image + "|response-endpoint=localhost:25399")) {
            talk.note("answer" + parameters);
            client.addPublication(RESPONSES + parameters, RESPONSE_STREAM);
        }
        for (String channel : List.of(
                "aeron:udp?control-mode=response",
                "aeron:udp?control-mode=response|endpoint=localhost:25351",
                "aeron:udp?control-mode=response|control=localhost:0",
                "aeron:udp?control-mode=response|control=localhost",
                "aeron:udp?control-mode=response|tags=9",
                "aeron:udp?control-mode=response|endpoint=localhost:25352|control=localhost:25353",
                "aeron:udp?control-mode=response|endpoint=224.20.30.39:25354|interface=127.0.0.1")) {
            talk.note("answer by " + channel);
            client.addExclusivePublication(channel + "|response-correlation-id=" + image, RESPONSE_STREAM);
            talk.note("keep a place at " + channel);
            client.addExclusivePublication(channel + "|response-correlation-id=prototype", RESPONSE_STREAM);
        }
        talk.note("the image goes");
        talk.seconds(3, client);
    }

    private static void exchange(Conversation talk) {
        RawClient requester = talk.client();
        RawClient responder = talk.newClient();
        long requests = responder.addSubscription(REQUESTS, REQUEST_STREAM);
        long responses = requester.addSubscription(RESPONSES, RESPONSE_STREAM);
        long question =
                requester.addExclusivePublication(REQUESTS + "|response-correlation-id=" + responses, REQUEST_STREAM);
        long image = lastImage(talk);
        talk.note("answer");
        long answer =
                responder.addExclusivePublication(RESPONSES + "|response-correlation-id=" + image, RESPONSE_STREAM);
        talk.milliseconds(100, 6);
        talk.note("the answer ends");
        responder.removePublication(answer);
        talk.seconds(4, requester, responder);
        talk.note("the question ends");
        requester.removePublication(question);
        requester.removeSubscription(responses);
        talk.seconds(4, requester, responder);
        talk.note("nobody listens");
        responder.removeSubscription(requests);
        talk.seconds(2, requester, responder);
    }

    private static void severalRequesters(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(REQUESTS, REQUEST_STREAM);
        long[] images = new long[3];
        for (int i = 0; i < images.length; i++) {
            long responses = client.addSubscription(RESPONSES, RESPONSE_STREAM);
            client.addExclusivePublication(REQUESTS + "|response-correlation-id=" + responses, REQUEST_STREAM);
            images[i] = lastImage(talk);
        }
        for (int i = images.length - 1; i >= 0; i--) {
            talk.note("answer number " + i);
            client.addExclusivePublication(RESPONSES + "|response-correlation-id=" + images[i], RESPONSE_STREAM);
            talk.milliseconds(100, 6);
        }
    }

    private static void answerAgain(Conversation talk) {
        RawClient requester = talk.client();
        RawClient responder = talk.newClient();
        responder.addSubscription(REQUESTS, REQUEST_STREAM);
        long responses = requester.addSubscription(RESPONSES, RESPONSE_STREAM);
        requester.addExclusivePublication(REQUESTS + "|response-correlation-id=" + responses, REQUEST_STREAM);
        long image = lastImage(talk);
        long answer =
                responder.addExclusivePublication(RESPONSES + "|response-correlation-id=" + image, RESPONSE_STREAM);
        talk.milliseconds(100, 6);
        talk.note("the answer is given again");
        responder.removePublication(answer);
        responder.addExclusivePublication(RESPONSES + "|response-correlation-id=" + image, RESPONSE_STREAM);
        talk.seconds(5, requester, responder);
    }

    private static void respondersOfThisMachine(Conversation talk) {
        RawClient requester = talk.client();
        RawClient responder = talk.newClient();
        responder.addSubscription(IPC, REQUEST_STREAM);
        long responses = requester.addSubscription(IPC_RESPONSES, RESPONSE_STREAM);
        requester.addPublication(IPC, REQUEST_STREAM);
        long plainImage = lastImage(talk);
        long question =
                requester.addExclusivePublication(IPC + "?response-correlation-id=" + responses, REQUEST_STREAM);
        long image = lastImage(talk);
        requester.addExclusivePublication(IPC + "?response-correlation-id=4711", REQUEST_STREAM);
        long imageOfNobody = lastImage(talk);
        for (Object id : List.of(4711, plainImage, imageOfNobody, responses, -1, image, "prototype")) {
            talk.note("answer " + id + " over IPC");
            responder.addExclusivePublication(IPC_RESPONSES + "|response-correlation-id=" + id, RESPONSE_STREAM);
        }
        talk.note("answer a second time over IPC");
        responder.addExclusivePublication(IPC_RESPONSES + "|response-correlation-id=" + image, RESPONSE_STREAM);
        requester.removePublication(question);
        talk.seconds(2, requester, responder);
        talk.note("answer who is gone over IPC");
        responder.addExclusivePublication(IPC_RESPONSES + "|response-correlation-id=" + image, RESPONSE_STREAM);
        talk.seconds(2, requester, responder);
    }

    private static void mixedStreams(Conversation talk) {
        RawClient client = talk.client();
        client.addSubscription(RESPONSES, RESPONSE_STREAM);
        for (String parameters : List.of("", "|session-id=77", "|reliable=false", "|rejoin=false")) {
            talk.note("read everything from there" + parameters);
            client.addSubscription("aeron:udp?control=localhost:25342" + parameters, RESPONSE_STREAM);
            talk.note("read another stream from there" + parameters);
            client.addSubscription("aeron:udp?control=localhost:25342" + parameters, RESPONSE_STREAM + 1);
            talk.note("wait for responses of that stream" + parameters);
            client.addSubscription(RESPONSES + parameters, RESPONSE_STREAM + 1);
        }
        talk.note("keep a place");
        client.addPublication(RESPONSES + "|response-correlation-id=prototype", RESPONSE_STREAM + 3);
    }

    /** The image that was announced last. */
    private static long lastImage(Conversation talk) {
        long image = -1;
        for (List<String> lines : talk.heard().values()) {
            for (String line : lines) {
                Matcher matcher = IMAGE.matcher(line);
                image = matcher.find() ? Long.parseLong(matcher.group(1)) : image;
            }
        }
        return image;
    }
}
