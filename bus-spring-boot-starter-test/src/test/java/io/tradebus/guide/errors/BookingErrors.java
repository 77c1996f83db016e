package io.tradebus.guide.errors;

import io.tradebus.core.ConversionException;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.spring.listener.BusErrorHandler;
import org.springframework.stereotype.Component;

// tag::handler[]
@Component
class BookingErrors implements BusErrorHandler {
    @Override
    public Decision onError(Exception failure, BusMessage message, int attempt) {
        if (failure instanceof ConversionException || failure instanceof IllegalArgumentException) {
            return Decision.DEAD_LETTER; // another attempt would not help
        }
        return attempt < 10 ? Decision.RETRY : Decision.HALT;
    }
}
// end::handler[]
