package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.core.BusConnection;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRequests;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.core.TraceSource;
import io.tradebus.spring.core.TracingBusConnection;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.event.BusReporter;
import io.tradebus.spring.event.RuntimeObservers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Driver, client, streams, publishers and the template.
 *
 * <p>No bean takes more than three parameters: the JVM calls a method with more by classes that it makes for each number of them.
 * Parameters are called as the beans that they are by default: then Spring asks for that bean, where else it looks at all there are.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(BusRuntime.class)
@ConditionalOnBooleanProperty(name = "bus.enabled", matchIfMissing = true)
@EnableConfigurationProperties(BusProperties.class)
public final class BusAutoConfiguration {
    private static final String DEFAULT_NAME = "application";

    private final BusPropertiesMapper mapper;
    private final Environment environment;
    private final ObjectProvider<TraceSource> traces;

    BusAutoConfiguration(BusProperties properties, Environment environment, ObjectProvider<TraceSource> traces) {
        this.mapper = new BusPropertiesMapper(properties);
        this.environment = environment;
        this.traces = traces;
    }

    @Bean
    static BusPublisherRegistrar busPublisherRegistrar(Environment environment) {
        return new BusPublisherRegistrar(environment);
    }

    @Bean
    @ConditionalOnMissingBean(BusConnectionDetails.class)
    PropertiesBusConnectionDetails busConnectionDetails() {
        return new PropertiesBusConnectionDetails(mapper.properties().driver(), applicationName());
    }

    @Bean
    @ConditionalOnMissingBean
    BusStreams busStreams(ObjectProvider<BusStreamCustomizer> customizers) {
        BusProperties properties = mapper.properties();
        return StreamsMapper.streams(
                properties.streams(),
                properties.driver().socket().networkInterface(),
                customizers.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    BusEvents busEvents(ApplicationEventPublisher publisher) {
        return new BusEvents(publisher);
    }

    @Bean
    @ConditionalOnMissingBean
    BusReporter busReporter(BusEvents busEvents) {
        return new BusReporter(busEvents, mapper.describeDriver());
    }

    @Bean
    DriverSetup busDriverSetup(
            BusConnectionDetails busConnectionDetails, ObjectProvider<BusDriverCustomizer> customizers) {
        return new DriverSetup(
                mapper, busConnectionDetails, customizers.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    BusConnection.Factory busConnectionFactory(
            DriverSetup busDriverSetup, BusStreams busStreams, ObjectProvider<BusExecution> execution) {
        return new DriverConnections(busDriverSetup, busStreams, BusExecution.orThreads(execution), applicationName());
    }

    @Bean
    @ConditionalOnMissingBean
    BusRuntimeLifecycle busRuntimeLifecycle(
            BusStreams busStreams,
            BusConnection.Factory busConnectionFactory,
            ObjectProvider<RuntimeObserver> observers) {
        var all = new RuntimeObservers(observers.orderedStream().toList());
        return new BusRuntimeLifecycle(traced(busConnectionFactory, busStreams), busStreams, all);
    }

    private BusConnection.Factory traced(BusConnection.Factory factory, BusStreams streams) {
        return streams.traced().isEmpty()
                ? factory
                : observer -> new TracingBusConnection(
                        factory.open(observer), streams.traced(), traces.getIfAvailable(() -> TraceSource.NONE));
    }

    @Bean
    @ConditionalOnMissingBean
    BusConverters busConverters(ObjectProvider<BusConverter<?>> converters) {
        return new BusConverters(converters.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    BusRequests busRequests(
            BusRuntimeLifecycle busRuntimeLifecycle,
            BusConverters busConverters,
            ObjectProvider<BusExecution> execution) {
        return new BusRequests(
                busRuntimeLifecycle, busConverters, mapper.listenerIdle(), BusExecution.orThreads(execution));
    }

    @Bean
    @ConditionalOnMissingBean(BusOperations.class)
    BusTemplate busTemplate(
            BusRuntimeLifecycle busRuntimeLifecycle, BusConverters busConverters, BusRequests busRequests) {
        return new BusTemplate(
                busRuntimeLifecycle, busConverters, mapper.templateOptions(), busRequests.execution(), busRequests);
    }

    private String applicationName() {
        String name = environment.getProperty("spring.application.name", DEFAULT_NAME);
        if (name.isBlank()) {
            throw new BusConfigurationException("spring.application.name must not be blank");
        }
        return name;
    }
}
