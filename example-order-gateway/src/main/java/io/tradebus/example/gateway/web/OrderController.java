package io.tradebus.example.gateway.web;

import io.tradebus.example.gateway.GatewayProperties;
import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.gateway.flow.OrderFlow;
import io.tradebus.example.gateway.flow.Submission;
import io.tradebus.example.gateway.web.OrderAnswer.Status;
import io.tradebus.example.messages.Verdict;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * {@code POST /orders}: sends an order and answers with its decision, without a thread that waits for it.
 *
 * <p>200 with ACCEPTED or REJECTED and the reason. 400 when it is not an order. 409 when an order of the same id waits
 * for its decision. 503 with {@code Retry-After} when the order was not sent: the risk service is behind or away. 504
 * when it was sent and there is no decision yet; the order stays in force, and posting the same order id again later
 * tells the decision.
 */
@RestController
class OrderController {
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final int ID_SHIFT = 12;

    private final OrderFlow flow;
    private final GatewayProperties properties;
    // Never the same after a new start, and far above the ids of a file.
    private final AtomicLong freeIds = new AtomicLong(System.currentTimeMillis() << ID_SHIFT);

    OrderController(OrderFlow flow, GatewayProperties properties) {
        this.flow = flow;
        this.properties = properties;
    }

    @PostMapping("/orders")
    DeferredResult<ResponseEntity<OrderAnswer>> order(@RequestBody OrderRequest request) {
        NewOrder order = request.toOrder(freeIds.incrementAndGet());
        DeferredResult<ResponseEntity<OrderAnswer>> result =
                new DeferredResult<>(properties.decisionTimeout().toMillis());
        result.onTimeout(() -> result.setResult(undecided(order)));
        Submission submission =
                flow.submit(order, request.isNamed(), verdict -> result.setResult(decided(order, verdict)));
        switch (submission) {
            case SENT -> {
                // The callback answers, or the timeout.
            }
            case BACK_PRESSURED -> result.setResult(refused(order, "the risk service is behind"));
            case NO_RISK_SERVICE -> result.setResult(refused(order, "the risk service is away"));
            case ID_IN_USE ->
                result.setResult(answer(
                        HttpStatus.CONFLICT, order, Status.UNDECIDED, "an order of this id waits for its decision"));
        }
        return result;
    }

    @ExceptionHandler
    ProblemDetail onBadOrder(IllegalArgumentException failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, failure.getMessage());
    }

    private static ResponseEntity<OrderAnswer> decided(NewOrder order, Verdict verdict) {
        return verdict == Verdict.ACCEPTED
                ? ResponseEntity.ok(new OrderAnswer(order.orderId(), Status.ACCEPTED, null))
                : ResponseEntity.ok(new OrderAnswer(order.orderId(), Status.REJECTED, verdict.name()));
    }

    private static ResponseEntity<OrderAnswer> undecided(NewOrder order) {
        return answer(HttpStatus.GATEWAY_TIMEOUT, order, Status.UNDECIDED, "no decision yet; the order stays in force");
    }

    private static ResponseEntity<OrderAnswer> refused(NewOrder order, String reason) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(new OrderAnswer(order.orderId(), Status.REFUSED, reason));
    }

    private static ResponseEntity<OrderAnswer> answer(HttpStatus http, NewOrder order, Status status, String reason) {
        return ResponseEntity.status(http).body(new OrderAnswer(order.orderId(), status, reason));
    }
}
