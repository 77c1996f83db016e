package io.tradebus.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of an application's listeners and of the bus, and of nothing else: of the application's components those with
 * {@link io.tradebus.spring.annotation.BusListener} methods are there, and beans that the bus asks for, such as converters,
 * filters and customizers. What listeners need besides comes from {@code @MockitoBean}, {@code @Import} or
 * {@link #includeFilters}.
 *
 * <p>The driver is embedded, whatever the application has configured, takes little space (terms of 64 KB,
 * {@code bus.tuning=low-cpu}) and has a directory of its own for each context; the machine is not looked at before. Unless {@link #stepped} is false, nothing has
 * a thread: the test runs driver, client and listeners itself, by {@link BusTestDriver}, with a clock that stands still
 * otherwise. Calls that wait, such as {@code BusTemplate.send}, have everything run meanwhile.
 *
 * <pre>{@code
 * @BusTest(streams = "orders=ipc:1001")
 * class RiskCheckTests {
 *     @Test
 *     void haltsOnUnknownAccount(
 *             @Autowired BusTemplate bus, @Autowired BusTestDriver driver, @Autowired BusListenerRegistry listeners) {
 *         bus.send("orders", orderFor("nobody"));
 *         driver.runUntil(() -> listeners.listener("risk-check-on-order").state() == ListenerState.HALTED);
 *     }
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(BusTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(BusTypeExcludeFilter.class)
@AutoConfigureBus
@ImportAutoConfiguration
public @interface BusTest {
    /**
     * Streams, each as {@code name=channel:stream-id}, such as {@code orders=ipc:1001} or
     * {@code quotes=udp://127.0.0.1:40123:7}. They are there besides the application's own, and go before these where the
     * name is the same.
     */
    String[] streams() default {};

    /**
     * Whether the test runs driver, client and listeners itself, step by step, on its own thread and by a clock that it turns.
     * Otherwise they have threads, as in production.
     */
    boolean stepped() default true;

    /** Further properties, as {@code key=value}; they go before all others. */
    String[] properties() default {};

    /** Whether components with listeners, and those that the bus asks for, are there; else only {@link #includeFilters} are. */
    boolean useDefaultFilters() default true;

    /** Components to have besides. */
    Filter[] includeFilters() default {};

    /** Components to leave out. */
    Filter[] excludeFilters() default {};

    /** Auto-configurations to leave out. */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
