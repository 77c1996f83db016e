package io.tradebus.spring.autoconfigure.explain;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What is wrong, in sentences, or that nothing is.
 *
 * @param isWell whether nothing is wrong
 * @param driver findings about the driver and the system it runs on
 * @param streams findings about each stream, by its name
 */
public record BusExplanation(
        @JsonProperty("well") boolean isWell, List<Finding> driver, Map<String, List<Finding>> streams)
        implements OperationResponseBody {
    static BusExplanation of(List<Finding> driver, Map<String, List<Finding>> streams) {
        boolean isWell = driver.stream().allMatch(Finding::isWell)
                && streams.values().stream().flatMap(List::stream).allMatch(Finding::isWell);
        return new BusExplanation(isWell, driver, streams);
    }
}
