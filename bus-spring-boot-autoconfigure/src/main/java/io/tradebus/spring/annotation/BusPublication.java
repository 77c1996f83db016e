package io.tradebus.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Says which stream an injected {@link io.tradebus.core.runtime.BusPublisher} writes to. Its publication is opened when
 * the bus starts, before the first listener polls. A name that is not configured fails the start.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Qualifier public @interface BusPublication {
    /** Name of the stream, as configured under {@code bus.streams}. */
    String value();
}
