package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.spring.autoconfigure.preflight.HostProbe;
import io.tradebus.spring.autoconfigure.preflight.PreflightCheck;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Driver, client, streams, publishers and the template.
 *
 * <p>No bean takes more than two parameters: the JVM calls a method with more by classes that it makes for each number of them.
 * Parameters are called as the beans that they are by default: then Spring asks for that bean, where else it looks at all there are.
 * What an application may add is asked of the context, which looks for it with less ado than a parameter has it done. What is no bean
 * here is nobody's to replace.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(BusRuntime.class)
@ConditionalOnBooleanProperty(name = "bus.enabled", matchIfMissing = true)
@EnableConfigurationProperties(BusProperties.class)
public final class BusAutoConfiguration {
    private static final String DEFAULT_NAME = "application";

    private final BusPropertiesMapper mapper;
    private final ApplicationContext context;

    BusAutoConfiguration(BusProperties properties, ApplicationContext context) {
        this.mapper = new BusPropertiesMapper(properties);
        this.context = context;
    }

    @Bean
    static BusPublisherRegistrar busPublisherRegistrar() {
        return new BusPublisherRegistrar();
    }

    @Bean
    @ConditionalOnMissingBean(BusConnectionDetails.class)
    PropertiesBusConnectionDetails busConnectionDetails() {
        return new PropertiesBusConnectionDetails(mapper.properties().getDriver(), applicationName());
    }

    @Bean
    @ConditionalOnMissingBean
    BusStreams busStreams() {
        BusProperties properties = mapper.properties();
        return StreamsMapper.streams(
                properties.getStreams(),
                properties.getDriver().socket().networkInterface(),
                all(BusStreamCustomizer.class));
    }

    @Bean
    @ConditionalOnMissingBean
    BusEvents busEvents() {
        return new BusEvents(context);
    }

    @Bean
    DriverSetup busDriverSetup(BusConnectionDetails busConnectionDetails) {
        return new DriverSetup(mapper, busConnectionDetails, all(BusDriverCustomizer.class));
    }

    @Bean
    PreflightCheck busPreflightCheck(DriverSetup busDriverSetup) {
        HostProbe given = given(HostProbe.class);
        return new PreflightCheck(
                new PreflightNeeds(busDriverSetup, context),
                given == null ? new HostProbe(Path.of("/")) : given,
                mapper.properties().getPreflight());
    }

    @Bean
    @ConditionalOnMissingBean
    BusRuntimeLifecycle busRuntimeLifecycle(BusStreams busStreams, DriverSetup busDriverSetup) {
        BusConnection.Factory given = given(BusConnection.Factory.class);
        BusConnection.Factory factory = given == null
                ? new DriverConnections(busDriverSetup, busStreams, execution(), applicationName())
                : given;
        List<RuntimeObserver> observers = new ArrayList<>();
        observers.add(new BusReporter(context.getBean(BusEvents.class), mapper.describeDriver()));
        observers.addAll(all(RuntimeObserver.class));
        return new BusRuntimeLifecycle(traced(factory, busStreams), busStreams, new RuntimeObservers(observers));
    }

    private BusConnection.Factory traced(BusConnection.Factory factory, BusStreams streams) {
        return streams.traced().isEmpty()
                ? factory
                : observer -> new TracingBusConnection(
                        factory.open(observer),
                        streams.traced(),
                        context.getBeanProvider(TraceSource.class).getIfAvailable(() -> TraceSource.NONE));
    }

    @Bean
    @ConditionalOnMissingBean
    BusConverters busConverters() {
        List<BusConverter<?>> converters = new ArrayList<>();
        for (BusConverter<?> converter : all(BusConverter.class)) {
            converters.add(converter);
        }
        return new BusConverters(converters);
    }

    @Bean
    @ConditionalOnMissingBean
    BusRequests busRequests(BusRuntimeLifecycle busRuntimeLifecycle, BusConverters busConverters) {
        return new BusRequests(busRuntimeLifecycle, busConverters, mapper.listenerIdle(), execution());
    }

    @Bean
    @ConditionalOnMissingBean(BusOperations.class)
    BusTemplate busTemplate(BusRuntimeLifecycle busRuntimeLifecycle, BusRequests busRequests) {
        return new BusTemplate(
                busRuntimeLifecycle,
                context.getBean(BusConverters.class),
                mapper.templateOptions(),
                busRequests.execution(),
                busRequests);
    }

    private BusExecution execution() {
        return BusExecution.orThreads(context.getBeanProvider(BusExecution.class));
    }

    private <T> @Nullable T given(Class<T> type) {
        return context.getBeanProvider(type).getIfAvailable();
    }

    private <T> List<T> all(Class<T> type) {
        return context.getBeanProvider(type).orderedStream().toList();
    }

    private String applicationName() {
        String name = context.getEnvironment().getProperty("spring.application.name", DEFAULT_NAME);
        if (name.isBlank()) {
            throw new BusConfigurationException("spring.application.name must not be blank");
        }
        return name;
    }
}
