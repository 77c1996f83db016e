package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.tracing.Tracer;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.core.TraceSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The trace of published messages, where there may be a tracer. Streams without traces do not ask for it. */
@AutoConfiguration(before = BusAutoConfiguration.class)
@ConditionalOnClass(Tracer.class)
public final class BusTracingAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(TraceSource.class)
    TracerTraceSource busTraceSource(ObjectProvider<Tracer> tracer) {
        return new TracerTraceSource(tracer);
    }
}
