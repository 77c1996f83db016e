package io.tradebus.guide.requests;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.guide.messages.AskDecoder;
import io.tradebus.guide.messages.QuoteEncoder;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.listener.BusReply;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class QuoteDesk {
    // tag::object[]
    @BusListener("quotes")
    @Nullable Quote quote(Ask ask) {
        return ask.instrument().isEmpty() ? null : new Quote(ask.instrument(), 4711); // null sends nothing
    }
    // end::object[]

    // tag::sbe[]
    @BusListener("sbe-quotes")
    void quoteInPlace(AskDecoder ask, BusReply<QuoteEncoder> reply) { // in place, without a copy
        reply.encoder().instrument(ask.instrument()).price(4711);
    }
    // end::sbe[]

    // tag::raw[]
    @BusListener("echo")
    BusAction echo(DirectBuffer buffer, int offset, int length, BusHeader header) {
        return header.reply(buffer, offset, length) < 0 ? BusAction.ABORT : BusAction.CONTINUE;
    }
    // end::raw[]
}
