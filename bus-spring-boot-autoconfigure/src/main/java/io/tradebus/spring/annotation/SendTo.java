package io.tradebus.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Sends the result of a {@link BusListener} or {@link BusHandler} method to another stream: what it returns, or what it
 * writes through a {@code BusReply} parameter, which is how SBE is sent. A method that returns null sends nothing.
 *
 * <p>While the other stream has no room or no subscriber, the result is kept, and the message stays where it is until the
 * result is accepted: nothing is lost, the pressure goes upstream, and the method is not called again for that message.
 * The publication is opened when the bus starts. A name that is not configured fails the start.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface SendTo {
    /** Name of the stream, as configured under {@code bus.streams}; resolves <code>${...}</code>. */
    String value();
}
