package io.tradebus.guide;

import static io.tradebus.spring.autoconfigure.preflight.HostSnapshot.NO_PROCESSOR_LIMIT;
import static io.tradebus.spring.autoconfigure.preflight.HostSnapshot.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusProperties;
import io.tradebus.spring.autoconfigure.BusPropertiesMapper;
import io.tradebus.spring.autoconfigure.preflight.HostProbe;
import io.tradebus.spring.autoconfigure.preflight.HostSnapshot;
import io.tradebus.spring.core.BusConnection;
import io.tradebus.spring.listener.BusListenerSpec;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the guide says about settings: all of them exist, and what it shows together is accepted together. */
class GuideSettingsDocumentTest {
    private static final Pattern NAME = Pattern.compile("`(bus\\.[a-z][a-z0-9.<>*\\[\\]-]*)(?:[:=][^`]*)?`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(bus\\.[^`]+)` \\|");
    private static final Pattern LISTENER = Pattern.compile("^bus\\.listeners\\.([a-z0-9-]+)\\.");
    private static final Path AUTOCONFIGURE =
            Path.of("../bus-spring-boot-autoconfigure/src/main/java/io/tradebus/spring/autoconfigure");
    private static final int MANY_PROCESSORS = 64;
    private static final Set<String> LOGGERS = Set.of(
            "bus.driver", "bus.stream", "bus.listener", "bus.streams", "bus.listeners", "bus.template", "bus.events");

    @Test
    void settingsShownTogetherAreAcceptedTogether() throws IOException {
        List<Fence> all = GuidePages.fences("yaml");

        assertThat(all).hasSizeGreaterThan(15);
        for (Fence fence : all) {
            for (PropertySource<?> document : documents(fence)) {
                requireAccepted(fence, properties(document));
            }
        }
    }

    private static void requireAccepted(Fence fence, Map<String, String> properties) {
        String[] pairs = properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        // Everything but a driver and the machine: what is shown may be for hosts and networks that are not there.
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(BusAutoConfiguration.class, BusListenerAutoConfiguration.class))
                .withBean(BusConnection.Factory.class, () -> observer -> mock(BusConnection.class))
                .withBean(HostProbe.class, GuideSettingsDocumentTest::machineThatLacksNothing)
                .withPropertyValues("bus.streams.other.channel=ipc", "bus.streams.other.stream-id=4711")
                .withPropertyValues(pairs);
        for (String id : listeners(properties)) {
            runner = runner.withBean(id, BusListenerSpec.class, () -> listener(id));
        }
        runner.run(context -> {
            assertThat(context).as(fence.place()).hasNotFailed();
            assertThat(new BusPropertiesMapper(context.getBean(BusProperties.class)).driverConfig(Path.of("driver")))
                    .as(fence.place())
                    .isNotNull();
        });
    }

    private static HostProbe machineThatLacksNothing() {
        HostProbe probe = mock(HostProbe.class);
        when(probe.look(any()))
                .thenReturn(new HostSnapshot(
                        MANY_PROCESSORS,
                        NO_PROCESSOR_LIMIT,
                        UNLIMITED,
                        UNLIMITED,
                        UNLIMITED,
                        true,
                        "tmpfs",
                        UNLIMITED,
                        Map.of()));
        return probe;
    }

    /** Settings of a listener that the application does not have are refused. */
    private static Set<String> listeners(Map<String, String> properties) {
        Set<String> ids = new TreeSet<>();
        for (String key : properties.keySet()) {
            Matcher listener = LISTENER.matcher(key);
            if (listener.find()) {
                ids.add(listener.group(1));
            }
        }
        return ids;
    }

    private static BusListenerSpec listener(String id) {
        return BusListenerSpec.of(id, "other")
                .property("auto-startup", "false")
                .handlers(() -> (buffer, offset, length, header) -> BusAction.CONTINUE);
    }

    @Test
    void settingsOfOthersExist() throws IOException {
        Set<String> known = knownProperties();
        for (Fence fence : GuidePages.fences("yaml")) {
            for (PropertySource<?> document : documents(fence)) {
                assertThat(properties(document).keySet())
                        .as(fence.place())
                        .allSatisfy(key -> assertThat(isKnown(known, key))
                                .as("property %s", key)
                                .isTrue());
            }
        }
    }

    /** What the text calls by a name that begins with "bus." is a setting, a meter, a key of observations or a logger. */
    @Test
    void namesInTheTextExist() {
        String meters = GuidePages.read(AUTOCONFIGURE.resolve("metrics/BusMeter.java"))
                + GuidePages.read(AUTOCONFIGURE.resolve("observation/BusListenerObservation.java"))
                + GuidePages.read(AUTOCONFIGURE.resolve("observation/DefaultBusListenerObservationConvention.java"));
        Set<String> settings = new TreeSet<>();
        Matcher rows = ROW.matcher(GuidePages.read(GuidePages.ROOT.resolve("docs/configuration-spring.md")));
        while (rows.find()) {
            settings.add(rows.group(1));
        }
        for (Path page : GuidePages.all()) {
            Matcher names = NAME.matcher(GuidePages.read(page));
            while (names.find()) {
                String name = names.group(1);
                assertThat(LOGGERS.contains(name) || isMeter(meters, name) || isSetting(settings, name))
                        .as("%s in %s is a setting, a meter or a logger", name, page)
                        .isTrue();
            }
        }
    }

    /** A meter, or the head of some. */
    private static boolean isMeter(String meters, String name) {
        return meters.contains(name.endsWith(".*") ? "\"" + name.substring(0, name.length() - 1) : "\"" + name + "\"");
    }

    /** A setting, or the head of some; what the application names may be written as such or by a name. */
    private static boolean isSetting(Set<String> settings, String name) {
        String plain = name.replaceAll("\\.?\\*$", "").replaceAll("\\[.*", "");
        return settings.stream().anyMatch(setting -> {
            String pattern = "\\Q" + setting.replaceAll("<[^>]+>", "\\\\E[^.]+\\\\Q") + "\\E";
            return plain.matches(pattern) || isHead(setting.split("\\."), plain.split("\\."));
        });
    }

    private static boolean isHead(String[] setting, String[] name) {
        if (name.length > setting.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (!setting[i].startsWith("<") && !setting[i].equals(name[i])) {
                return false;
            }
        }
        return true;
    }

    private static List<PropertySource<?>> documents(Fence fence) throws IOException {
        var resource = new ByteArrayResource(fence.text().getBytes(StandardCharsets.UTF_8));
        return new YamlPropertySourceLoader().load(fence.place(), resource);
    }

    private static Map<String, String> properties(PropertySource<?> document) {
        var source = (EnumerablePropertySource<?>) document;
        Map<String, String> properties = new TreeMap<>();
        for (String name : source.getPropertyNames()) {
            properties.put(name, String.valueOf(source.getProperty(name)));
        }
        return properties;
    }

    private static boolean isKnown(Set<String> known, String key) {
        return key.startsWith("bus.")
                || known.contains(key)
                || known.stream().anyMatch(name -> key.startsWith(name + "."));
    }

    private static Set<String> knownProperties() throws IOException {
        Set<String> known = new TreeSet<>();
        JsonMapper json = JsonMapper.builder().build();
        for (String file :
                List.of("spring-configuration-metadata.json", "additional-spring-configuration-metadata.json")) {
            for (URL url : Collections.list(
                    GuideSettingsDocumentTest.class.getClassLoader().getResources("META-INF/" + file))) {
                try (var in = url.openStream()) {
                    for (JsonNode property : json.readTree(in).path("properties")) {
                        known.add(property.get("name").asString());
                    }
                }
            }
        }
        return known;
    }
}
