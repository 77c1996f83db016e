package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.option.DriverOption;
import io.tradebus.core.config.option.DriverOptions;
import io.tradebus.spring.core.TemplateOptions;
import io.tradebus.spring.listener.DefaultBusListenerRegistry;
import io.tradebus.spring.listener.Instrumentation;
import io.tradebus.spring.listener.ListenerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the metadata says about a property is what happens when it is not set. */
class PropertyMetadataTest {
    private static final Path DIRECTORY = Path.of("/tmp/bus-metadata-test");

    private final JsonNode metadata = read("META-INF/spring-configuration-metadata.json");

    private static JsonNode read(String resource) {
        try (InputStream in = PropertyMetadataTest.class.getClassLoader().getResourceAsStream(resource)) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void describesEachProperty() {
        for (JsonNode property : metadata.get("properties")) {
            assertThat(property.path("description").asString(""))
                    .as("description of %s", property.get("name").asString())
                    .isNotBlank()
                    .endsWith(".")
                    .doesNotStartWith("The ");
        }
    }

    @Test
    void statesADefaultThatSetExplicitlyChangesNothing() {
        Map<String, String> defaults = defaults();
        var unset = new BusPropertiesMapper(bind(Map.of()));
        var explicit = new BusPropertiesMapper(bind(defaults));

        DriverConfig driver = unset.driverConfig(DIRECTORY);
        assertThat(explicit.driverConfig(DIRECTORY)).isEqualTo(driver);
        assertThat(explicit.clientConfig(DIRECTORY, "a")).isEqualTo(unset.clientConfig(DIRECTORY, "a"));
        assertThat(explicit.runtimeSettings()).isEqualTo(unset.runtimeSettings());
        assertThat(explicit.templateOptions()).isEqualTo(unset.templateOptions());
        assertThat(explicit.startTimeout()).isEqualTo(unset.startTimeout());
        assertThat(explicit.describeDriver()).isEqualTo(unset.describeDriver());
        assertThat(options(bind(defaults))).isEqualTo(options(bind(Map.of())));
        assertThat(defaults.get("bus.listener.phase"))
                .isEqualTo(Integer.toString(DefaultBusListenerRegistry.DEFAULT_PHASE));
    }

    @Test
    void agreesWithTheOptionsOfThoseWhoUseNoProperties() {
        BusProperties properties = bind(Map.of());
        ListenerOptions options = options(properties);

        assertThat(options.withIdle(ListenerOptions.DEFAULT.idle())).isEqualTo(ListenerOptions.DEFAULT);
        assertThat(new BusPropertiesMapper(properties).templateOptions().sendTimeout())
                .isEqualTo(TemplateOptions.DEFAULT.sendTimeout());
    }

    @Test
    void statesADefaultForEachValueThatHasOne() {
        assertThat(defaults())
                .containsEntry("bus.tuning", "balanced")
                .containsEntry("bus.driver.mode", "embedded")
                .containsEntry("bus.driver.term-length", "4MB")
                .containsEntry("bus.driver.ipc-mtu", "8KB")
                .containsEntry("bus.driver.counters-buffer", "1MB")
                .containsEntry("bus.driver.error-buffer", "4MB")
                .containsEntry("bus.driver.timeout", "10s")
                .containsEntry("bus.driver.unblock-timeout", "15s")
                .containsEntry("bus.driver.storage-check", "fail")
                .containsEntry("bus.template.send-timeout", "100ms")
                .containsEntry("bus.listener.fragment-limit", "32")
                .containsEntry("bus.listener.timing-sample", Integer.toString(Instrumentation.DEFAULT.timingSample()))
                .containsEntry("bus.listener.concurrency", "1")
                .containsEntry("bus.listener.retry.max-attempts", "3")
                .containsEntry("bus.listener.retry.then", "halt")
                .containsEntry("bus.listener.drain-timeout", "5s")
                .containsEntry("bus.listener.phase", "2147479551")
                .containsEntry("bus.metrics.per-session", "false");
    }

    @Test
    void hintsAtEachDriverOption() {
        JsonNode hint = StreamSupport.stream(metadata.get("hints").spliterator(), false)
                .filter(node -> node.get("name").asString().equals("bus.driver.options.keys"))
                .findFirst()
                .orElseThrow();

        assertThat(hint.get("values"))
                .extracting(value -> value.get("value").asString())
                .containsExactlyInAnyOrderElementsOf(DriverOptions.all().stream()
                        .map(DriverOption::property)
                        .filter(name -> !name.equals("aeron.dir"))
                        .toList());
    }

    private Map<String, String> defaults() {
        Map<String, String> defaults = new TreeMap<>();
        for (JsonNode property : metadata.get("properties")) {
            String name = property.get("name").asString();
            if (property.has("defaultValue") && name.startsWith("bus.")) {
                defaults.put(name, property.get("defaultValue").asString());
            }
        }
        return defaults;
    }

    private static ListenerOptions options(BusProperties properties) {
        return new PropertiesListenerSettings(new BusPropertiesMapper(properties), List.of())
                .options("any", Map.of(), false);
    }

    private static BusProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("bus", BusProperties.class);
    }
}
