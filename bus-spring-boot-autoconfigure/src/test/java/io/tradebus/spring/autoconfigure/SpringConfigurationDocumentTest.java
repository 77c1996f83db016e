package io.tradebus.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.listener.OnError;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@code docs/configuration-spring.md}. Run with {@code -Ddocs.update=true} to write the file. */
class SpringConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration-spring.md");
    private static final Path SOURCES = Path.of("src/main/java/io/tradebus/spring/autoconfigure");
    private static final List<String> SOURCES_OF_PROPERTIES =
            List.of("BusProperties", "StreamProperties", "DriverProperties");

    private static final Pattern RECORD = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\([^)]*\\)\\s*)?public record (\\w+)", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s+)?private [^;=]*?(\\w+)(?: =[^;]*)?;",
            Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) ((?:(?!@param).)*)", Pattern.DOTALL);

    private static final String HEAD = """
            # Settings in Spring

            All settings of the bus in a Spring Boot application. This table is made from the code by
            `SpringConfigurationDocumentTest`; how they belong together is told in the [user guide](guide/README.md).

            - A size is a number of bytes with a unit: B, KB, MB, GB (binary). A duration has a unit too: ns, us, ms, s, m.
            - `<stream>`, `<listener>`, `<agent>` and `<name>` stand for names that the application chooses.
            - A key in a file that is not listed here fails the start; the message names the nearest one that is. Unknown keys from
              environment variables and system properties are not seen.
            - What is not set comes from the preset `bus.tuning` (threads, idle strategies, term length), else from the default.
            - Where no default stands nothing is set: a stream is as `bus.driver` has it, a listener as its annotation and
              `bus.listener` have it, the rest as its line says.
            - The settings of one listener (`bus.listeners.<listener>`) come before its annotation, and that before
              `bus.listener`.

            | Property | Default | Allowed | Meaning |
            |---|---|---|---|
            """;

    private final Map<String, String> meanings = new HashMap<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final StringBuilder table = new StringBuilder();

    @Test
    void theDocumentIsUpToDate() throws Exception {
        readMeanings();
        readDefaults();
        describe("bus", BusProperties.class);
        String document = HEAD + table;
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(DOCUMENT, document, UTF_8);
        }

        assertThat(Files.readString(DOCUMENT, UTF_8))
                .as("docs/configuration-spring.md; run with -Ddocs.update=true to write it")
                .isEqualTo(document);
    }

    private void readMeanings() throws Exception {
        for (String name : SOURCES_OF_PROPERTIES) {
            String source = Files.readString(SOURCES.resolve(name + ".java"), UTF_8);
            readMeaningsOfRecords(source);
            readMeaningsOfFields(name, source);
        }
    }

    private void readMeaningsOfRecords(String source) {
        Matcher records = RECORD.matcher(source);
        while (records.find()) {
            Matcher parameters = PARAMETER.matcher(text(records.group(1)));
            while (parameters.find()) {
                meanings.put(
                        records.group(2) + "." + parameters.group(1),
                        parameters.group(2).strip());
            }
        }
    }

    private void readMeaningsOfFields(String type, String source) {
        Matcher fields = FIELD.matcher(source);
        while (fields.find()) {
            meanings.put(type + "." + fields.group(2), text(fields.group(1)).strip());
        }
    }

    private static String text(String javadoc) {
        return javadoc.replaceAll("\\R\\s*\\*", " ").replaceAll("\\s+", " ");
    }

    private void readDefaults() throws Exception {
        try (InputStream in =
                getClass().getClassLoader().getResourceAsStream("META-INF/spring-configuration-metadata.json")) {
            for (JsonNode property : JsonMapper.builder().build().readTree(in).get("properties")) {
                if (property.has("defaultValue")) {
                    defaults.put(
                            property.get("name").asString(),
                            property.get("defaultValue").asString());
                }
            }
        }
    }

    private void describe(String prefix, Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            String name = prefix + "." + nameOf(field);
            Class<?> value = field.getType();
            if (hasProperties(value)) {
                describe(name, value);
            } else if (value == Map.class && hasProperties(valueOf(field.getGenericType()))) {
                describe(name + "." + keyOf(field.getName()), valueOf(field.getGenericType()));
            } else {
                String suffix = value == Map.class ? ".<name>" : "";
                row(name, suffix, field, type.getSimpleName() + "." + field.getName());
            }
        }
    }

    private static boolean hasProperties(Class<?> type) {
        return type.getPackageName().equals(BusProperties.class.getPackageName()) && !type.isEnum();
    }

    private void row(String name, String suffix, Field field, String meaning) {
        assertThat(meanings).containsKey(meaning);
        String value = defaults.getOrDefault(name, declaredDefault(field));
        table.append("| `").append(name).append(suffix).append("` | ");
        table.append(value.isEmpty() ? "" : "`" + value + "`").append(" | ");
        table.append(allowed(field)).append(" | ").append(meanings.get(meaning)).append(" |\n");
    }

    private static String keyOf(String map) {
        return switch (map) {
            case "streams" -> "<stream>";
            case "listeners" -> "<listener>";
            case "agents" -> "<agent>";
            default -> throw new IllegalStateException("what are the keys of " + map + "?");
        };
    }

    private static Class<?> valueOf(Type map) {
        return (Class<?>) ((ParameterizedType) map).getActualTypeArguments()[1];
    }

    /** What there is when nothing is set; of what stands in maps the metadata knows nothing. */
    private static String declaredDefault(Field field) {
        try {
            Constructor<?> constructor = field.getDeclaringClass().getDeclaredConstructors()[0];
            Object unset = BeanUtils.instantiateClass(constructor, new Object[constructor.getParameterCount()]);
            field.setAccessible(true);
            return text(field.get(unset));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        } else if (value instanceof Duration duration) {
            return duration.toSeconds() + "s";
        }
        return value == null || value.equals(Map.of()) ? "" : value.toString();
    }

    private static String nameOf(Field field) {
        Name name = field.getAnnotation(Name.class);
        return name != null ? name.value() : DataObjectPropertyName.toDashedForm(field.getName());
    }

    private static String allowed(Field field) {
        Class<?> type = field.getType();
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    // What follows retries is something else.
                    .filter(constant ->
                            constant != OnError.RETRY || !field.getName().equals("then"))
                    .map(constant -> "`"
                            + ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        } else if (type == Duration.class) {
            return "duration";
        } else if (type == DataSize.class) {
            return "size";
        } else if (type == boolean.class || type == Boolean.class) {
            return "`true`, `false`";
        } else if (type == Integer.class) {
            return "number";
        } else if (type == Double.class) {
            return "number, also with fraction";
        }
        return type == Path.class ? "path" : "text";
    }
}
