package io.tradebus.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Marks the method that finishes what a listener of the same bean did for a batch of messages, such as a JDBC batch. It is
 * called after each poll that handled messages, on the listener's thread and before their positions are committed; it
 * takes no arguments and returns nothing. The listener has {@code ackMode = batch}.
 *
 * <p>If it throws, nothing of the batch is committed. Its messages are delivered again one at a time, each with a call of
 * this method, and the listener's error strategy decides about the one with which that fails. A message that came in
 * several fragments is a batch of its own. What a batch has sent by {@link SendTo} or replied is sent before its end, and so
 * once more if that fails; a result that had no room yet is forgotten then. A listener with {@code concurrency} cannot have one:
 * its threads share the bean, and one would finish what another has not handled yet.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface BusBatchEnd {
    /** Ids of the listeners whose batches it finishes; needed only if the bean has several. Resolves <code>${...}</code>. */
    String[] value() default {};
}
