package io.tradebus.guide.listeners;

import io.tradebus.spring.annotation.BusListener;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

// tag::annotation[]
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@BusListener(agent = "audit", onError = "skip", properties = "fragment-limit=64")
@interface AuditListener {
    @AliasFor(annotation = BusListener.class, attribute = "streams")
    String[] value();
}
// end::annotation[]
