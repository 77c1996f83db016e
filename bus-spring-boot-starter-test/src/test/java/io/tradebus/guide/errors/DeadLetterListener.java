package io.tradebus.guide.errors;

import io.tradebus.core.runtime.DeadLetter;
import io.tradebus.spring.annotation.BusListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

// tag::letters[]
@Component
class DeadLetterListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterListener.class);

    @BusListener("dead-letters")
    void onDeadLetter(DeadLetter letter) {
        LOG.error(
                "not handled after {} attempts: stream {}, session {}, position {}, {} bytes",
                letter.attempts(),
                letter.streamId(),
                letter.sessionId(),
                letter.position(),
                letter.length());
    }
}
// end::letters[]
