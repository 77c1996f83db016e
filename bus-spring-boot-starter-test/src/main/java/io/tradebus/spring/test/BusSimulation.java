package io.tradebus.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.annotation.DirtiesContext;

/**
 * Beside {@link BusTest}: what the application sends and receives over UDP goes over a simulated network that loses, doubles,
 * reorders and delays datagrams, as it is told here and by {@link BusSimulatedNetwork}. Everything runs on the test's thread
 * and by its clock, and all that is random follows from the seed: the same seed gives the same run, datagram by datagram.
 *
 * <p>The application's machine has the address {@code 10.0.0.1} there, so a stream is, for example,
 * {@code orders=udp://10.0.0.1:40123:1}. IPC streams know nothing of it. Each test method has an application of its own.
 *
 * <p>A test that fails says its seed, which replays it: as {@link #seed}, or with {@code -Dbus.simulation.seed=...}, which
 * goes before.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(BusSimulationExtension.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
public @interface BusSimulation {
    /** From what all that is random follows; 0 for another one in each run. */
    long seed() default 0;

    /** Rate of datagrams that are lost, from 0, none, to 1, all. */
    double loss() default 0;

    /** Rate of datagrams that arrive twice, from 0 to 1. */
    double duplication() default 0;

    /** Rate of datagrams that arrive much later than others, from 0 to 1. */
    double reordering() default 0;

    /** Microseconds that every datagram takes at least. */
    long latencyMicros() default 100;

    /** Most microseconds that a datagram takes longer, by chance. */
    long jitterMicros() default 0;
}
