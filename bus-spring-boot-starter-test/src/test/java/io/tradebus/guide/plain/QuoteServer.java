package io.tradebus.guide.plain;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ControlledFragmentHandler.Action;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.client.response.ResponsePublications;

final class QuoteServer {
    private final Subscription requests;
    private final ResponsePublications answers;

    QuoteServer(Client client) {
        // tag::open[]
        requests = client.addSubscription("aeron:udp?endpoint=127.0.0.1:20001", 10);
        answers = new ResponsePublications(
                client, requests, "aeron:udp?control-mode=response|control=127.0.0.1:20002", 20);
        // end::open[]
    }

    // tag::work[]
    int doWork() { // again and again, by one thread
        int work = answers.doWork();
        return work
                + requests.controlledPoll(
                        (buffer, offset, length, header) -> {
                            ExclusivePublication answer = answers.find(header.image());
                            long number = header.reservedValue();
                            boolean isTaken = answer != null
                                    && answer.offer(buffer, offset, length, (term, at, size) -> number) > 0;
                            return isTaken ? Action.COMMIT : Action.ABORT; // aborted: it comes again
                        },
                        10);
    }
    // end::work[]
}
