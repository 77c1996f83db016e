package io.tradebus.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes a method receive the messages of one or more streams, one at a time, on a thread that belongs to the listener. On
 * a class its {@link BusHandler} methods are the cases, of which each message goes to one.
 *
 * <p>Parameters, in any order: {@code DirectBuffer buffer, int offset, int length}; {@code BusMessage};
 * {@code BusHeader}; an SBE decoder, which is wrapped over the log without a copy; {@code byte[]}, {@code ByteBuffer} or
 * {@code String}, which are copies; or any other type for which there is a converter, such as JSON. The method returns
 * nothing, a {@code BusAction}, or a result, with {@link SendTo} or on a stream of requests. It is public, protected or package-private, and not static.
 *
 * <p>An exception does not move the position: what happens then is said by {@link #onError}. All attributes resolve
 * <code>${...}</code> and <code>#{...}</code>. An attribute that is not set holds what {@code bus.listener.*} says, and
 * {@code bus.listeners.<id>.*} overrides both. May be repeated, and may be the meta-annotation of another one.
 */
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(ListenerReflectiveProcessor.class)
@Repeatable(BusListeners.class)
public @interface BusListener {
    /** Names of the streams, as configured under {@code bus.streams}. */
    @AliasFor("streams")
    String[] value() default {};

    /** Names of the streams, as configured under {@code bus.streams}. */
    @AliasFor("value")
    String[] streams() default {};

    /**
     * Name of the listener in the registry, in the name of its thread, in meters and as key of {@code bus.listeners}.
     * Unique in the application; {@code <bean>-<method>}, or {@code <bean>} of a listener on a class, in kebab case when
     * not set.
     */
    String id() default "";

    /** Listeners that name the same agent share one thread and its idle strategy; one of its own when not set. */
    String agent() default "";

    /**
     * Most agents, each with a thread of its own, among which the publishers' sessions are spread; the messages of one session
     * stay in order. The method is then called by several threads. 1 when not set.
     */
    String concurrency() default "";

    /** Whether the listener is started with the context, {@code true} or {@code false}. */
    String autoStartup() default "";

    /** When positions are committed: {@code batch}, {@code record} or {@code manual}. */
    String ackMode() default "";

    /**
     * What happens when the method throws: {@code retry}, {@code skip}, {@code halt}, {@code detach} or
     * {@code dead-letter}, which needs the property {@code dead-letter.stream}.
     */
    String onError() default "";

    /** Name of a {@code BusErrorHandler} bean that decides instead of {@link #onError}. */
    String errorHandler() default "";

    /** Name of a {@code BusFilter} bean that sees the message before it is decoded. */
    String filter() default "";

    /** Other {@code bus.listener.*} settings of this listener, for example {@code "fragment-limit=64"}. */
    String[] properties() default {};
}
