package io.tradebus.guide.plain;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.response.RequestChannel;
import io.tradebus.core.client.response.RequestListener;
import io.tradebus.core.client.response.RequestRoute;
import io.tradebus.core.client.response.ResponderLoss;
import org.agrona.DirectBuffer;

final class QuoteClient {
    /** What was asked and is not answered yet. */
    interface OpenQuestions {
        void failAll(ResponderLoss loss);

        void answer(long number, DirectBuffer buffer, int offset, int length);
    }

    private final RequestChannel quotes;
    private final OpenQuestions open;

    QuoteClient(Client client, OpenQuestions open) {
        this.open = open;
        // tag::route[]
        RequestRoute route = new RequestRoute(
                "aeron:udp?endpoint=127.0.0.1:20001",
                10,
                "aeron:udp?control-mode=response|control=127.0.0.1:20002",
                20);
        quotes = new RequestChannel(client, route, new RequestListener() {
            @Override
            public void onResponderLost(ResponderLoss loss) {
                open.failAll(loss); // whatever was asked and is not answered yet may never be
            }
        });
        // end::route[]
    }

    boolean ask(DirectBuffer buffer, int length, long number) {
        // tag::ask[]
        return quotes.offer(buffer, 0, length, number) > 0; // negative: not now
        // end::ask[]
    }

    int doWork() {
        // tag::poll[]
        return quotes.poll( // again and again, by one thread
                (buffer, offset, length, header) -> open.answer(header.reservedValue(), buffer, offset, length), 10);
        // end::poll[]
    }
}
