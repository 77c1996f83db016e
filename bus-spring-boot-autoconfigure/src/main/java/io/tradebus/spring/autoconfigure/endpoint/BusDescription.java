package io.tradebus.spring.autoconfigure.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Everything in short.
 *
 * @param driver the driver
 * @param preflight what the last start found missing on the machine, each with its fix; left out if nothing was
 * @param streams the configured streams by name
 * @param listeners the listeners by id
 */
public record BusDescription(
        DriverDescription driver,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> preflight,
        Map<String, StreamSummary> streams,
        Map<String, ListenerSummary> listeners)
        implements OperationResponseBody {}
