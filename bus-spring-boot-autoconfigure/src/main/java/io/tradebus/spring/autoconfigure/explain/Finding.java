package io.tradebus.spring.autoconfigure.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that was found.
 *
 * @param topic what it is about, such as {@code not-connected}; {@code well} when nothing is wrong
 * @param text one sentence
 * @param evidence what it was concluded from: counts, bytes, addresses, ages
 * @param change properties, or actions of an operator, that help; left out where nothing here can be changed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Finding(String topic, String text, Map<String, Object> evidence, List<String> change) {
    static Finding of(Topic topic, String text, Evidence evidence, String... change) {
        return new Finding(
                topic.name().toLowerCase(Locale.ROOT).replace('_', '-'), text, evidence.values(), List.of(change));
    }

    /** Whether nothing is wrong. */
    boolean isWell() {
        return topic.equals("well");
    }
}
