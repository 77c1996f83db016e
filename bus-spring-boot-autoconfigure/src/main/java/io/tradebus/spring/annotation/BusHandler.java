package io.tradebus.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * One case of a listener whose class carries {@link BusListener}: the method takes the messages it has a parameter for.
 *
 * <p>Messages in SBE go by schema and template id to the method with that decoder. Other types are told apart by nothing
 * in a message, so at most one method takes a converted type; it gets what is not for a decoder. A message that no method
 * takes is an error like any other, and never dropped. Signatures are those of {@link BusListener}, on the same thread.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(ListenerReflectiveProcessor.class)
public @interface BusHandler {
    /**
     * Whether the method takes what no other method takes. At most one of a class does, and it has no decoder as
     * parameter: it looks at the bytes, or at where the message comes from.
     */
    boolean isDefault() default false;
}
