package io.tradebus.example.gateway.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the caller learns.
 *
 * @param orderId name of the order
 * @param status ACCEPTED, REJECTED, UNDECIDED (sent, but not decided in time) or REFUSED (not sent)
 * @param reason why it is not accepted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderAnswer(long orderId, Status status, @Nullable String reason) {

    enum Status {
        ACCEPTED,
        REJECTED,
        UNDECIDED,
        REFUSED
    }
}
