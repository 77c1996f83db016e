package io.tradebus.core.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that proves numbered conformance points: {@code SM-n} of {@code docs/shared-memory.md}, {@code DB-n} of
 * {@code docs/driver-behaviour.md}, {@code WP-n} of {@code docs/wire-protocol.md}. On a class it counts for the whole
 * class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Conformance {
    /** Names of the points, such as {@code SM-25}. */
    String[] value();
}
