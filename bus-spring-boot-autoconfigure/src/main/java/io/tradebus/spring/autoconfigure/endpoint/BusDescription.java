package io.tradebus.spring.autoconfigure.endpoint;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Everything in short.
 *
 * @param driver the driver
 * @param streams the configured streams by name
 * @param listeners the listeners by id
 */
public record BusDescription(
        DriverDescription driver, Map<String, StreamSummary> streams, Map<String, ListenerSummary> listeners)
        implements OperationResponseBody {}
