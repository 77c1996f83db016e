package io.tradebus.spring.autoconfigure;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.annotation.BusPublicationVerifier;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.core.BusConnection;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.core.BusOperations;
import io.tradebus.spring.core.BusRequests;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.core.RuntimeBusConnection;
import io.tradebus.spring.core.TraceSource;
import io.tradebus.spring.core.TracingBusConnection;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.event.BusReporter;
import io.tradebus.spring.event.RuntimeObservers;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Driver, client, streams, publishers and the template. */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(BusRuntime.class)
@ConditionalOnBooleanProperty(name = "bus.enabled", matchIfMissing = true)
@EnableConfigurationProperties(BusProperties.class)
public final class BusAutoConfiguration {
    private static final Log LOG = LogFactory.getLog("bus.driver");
    private static final String DEFAULT_NAME = "application";

    @Bean
    static BusPublisherRegistrar busPublisherRegistrar(Environment environment) {
        return new BusPublisherRegistrar(environment);
    }

    @Bean
    static BusPublicationVerifier busPublicationVerifier(BusPublisherRegistrar registrar) {
        return new BusPublicationVerifier(registrar::streams);
    }

    @Bean
    BusPropertiesMapper busPropertiesMapper(BusProperties properties) {
        return new BusPropertiesMapper(properties);
    }

    @Bean
    @ConditionalOnMissingBean(BusConnectionDetails.class)
    PropertiesBusConnectionDetails busConnectionDetails(BusProperties properties, Environment environment) {
        return new PropertiesBusConnectionDetails(properties.driver(), applicationName(environment));
    }

    @Bean
    @ConditionalOnMissingBean
    BusStreams busStreams(BusProperties properties, ObjectProvider<BusStreamCustomizer> customizers) {
        return StreamsMapper.streams(
                properties.streams(),
                properties.driver().socket().networkInterface(),
                customizers.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    BusExecution busExecution() {
        return BusExecution.THREADS;
    }

    @Bean
    @ConditionalOnMissingBean
    BusEvents busEvents(ApplicationEventPublisher publisher) {
        return new BusEvents(publisher);
    }

    @Bean
    @ConditionalOnMissingBean
    BusReporter busReporter(BusEvents events, BusPropertiesMapper mapper) {
        return new BusReporter(events, mapper.describeDriver());
    }

    @Bean
    EmbeddedDriver busEmbeddedDriver(
            BusProperties properties,
            BusPropertiesMapper mapper,
            BusConnectionDetails details,
            ObjectProvider<BusDriverCustomizer> customizers) {
        return new EmbeddedDriver(
                properties.driver(),
                mapper,
                details,
                customizers.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    BusConnection.Factory busConnectionFactory(
            BusProperties properties,
            BusPropertiesMapper mapper,
            BusConnectionDetails details,
            BusStreams streams,
            EmbeddedDriver driver,
            BusExecution execution,
            Environment environment) {
        ClientConfig client = mapper.clientConfig(details.directory(), applicationName(environment));
        boolean isEmbedded = isEmbedded(properties, details);
        InvokedDriver.require(properties.driver(), isEmbedded, execution);
        if (!isEmbedded) {
            warnOfUnusedSettings(properties.driver());
            return observer -> new RuntimeBusConnection(
                    BusRuntime.external(client, mapper.startTimeout(), mapper.runtimeSettings(), observer));
        }
        List<StreamDefinition> expected =
                streams.all().stream().map(BusStream::definition).toList();
        return observer -> {
            DriverConfig config = driver.take();
            BusRuntime runtime = BusRuntime.embedded(
                    config, client, expected, mapper.runtimeSettings(), observer, execution.world());
            var fit = new StreamFit(config, SystemSocketLimits.ofSystem());
            return new FittingBusConnection(new RuntimeBusConnection(runtime), fit);
        };
    }

    /** Whether the driver runs in this process. */
    static boolean isEmbedded(BusProperties properties, BusConnectionDetails details) {
        return properties.driver().mode() == DriverProperties.Mode.EMBEDDED
                && details instanceof PropertiesBusConnectionDetails;
    }

    private static void warnOfUnusedSettings(DriverProperties driver) {
        List<String> unused = DriverSettings.ofEmbedded(driver);
        if (!unused.isEmpty()) {
            LOG.warn("the driver is another program, which knows nothing of " + String.join(", ", unused)
                    + ": remove them here and give them to that program; a stream of its own may have a term-length, "
                    + "an mtu and a linger time (bus.streams.<name>)");
        }
    }

    @Bean
    @ConditionalOnMissingBean
    BusRuntimeLifecycle busRuntimeLifecycle(
            BusConnection.Factory factory,
            BusStreams streams,
            ObjectProvider<RuntimeObserver> observers,
            ObjectProvider<TraceSource> traces) {
        var all = new RuntimeObservers(observers.orderedStream().toList());
        return new BusRuntimeLifecycle(traced(factory, streams, traces), streams, all);
    }

    private static BusConnection.Factory traced(
            BusConnection.Factory factory, BusStreams streams, ObjectProvider<TraceSource> traces) {
        return streams.traced().isEmpty()
                ? factory
                : observer -> new TracingBusConnection(
                        factory.open(observer), streams.traced(), traces.getIfAvailable(() -> TraceSource.NONE));
    }

    @Bean
    BusPublishers busPublishers(BusRuntimeLifecycle lifecycle) {
        return new BusPublishers(lifecycle);
    }

    @Bean
    @ConditionalOnMissingBean
    BusConverters busConverters(ObjectProvider<BusConverter<?>> converters) {
        return new BusConverters(converters.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    BusRequests busRequests(
            BusRuntimeLifecycle lifecycle,
            BusStreams streams,
            BusConverters converters,
            BusPropertiesMapper mapper,
            BusExecution execution) {
        return new BusRequests(lifecycle, streams, converters, mapper.listenerIdle(), execution);
    }

    @Bean
    @ConditionalOnMissingBean(BusOperations.class)
    BusTemplate busTemplate(
            BusRuntimeLifecycle lifecycle,
            BusStreams streams,
            BusConverters converters,
            BusPropertiesMapper mapper,
            BusExecution execution,
            BusRequests requests) {
        return new BusTemplate(
                lifecycle,
                streams,
                converters,
                mapper.templateOptions(),
                stream -> limitedBy(lifecycle, stream),
                execution,
                requests);
    }

    private static @Nullable String limitedBy(BusRuntimeLifecycle lifecycle, String stream) {
        BusRuntime runtime = lifecycle.runtime();
        if (runtime == null) {
            return null;
        }
        return runtime.publications().stream()
                .filter(publication -> publication.definition().name().equals(stream))
                .findFirst()
                .map(publication -> publication.limitedBy())
                .orElse(null);
    }

    private static String applicationName(Environment environment) {
        String name = environment.getProperty("spring.application.name", DEFAULT_NAME);
        if (name.isBlank()) {
            throw new BusConfigurationException("spring.application.name must not be blank");
        }
        return name;
    }
}
