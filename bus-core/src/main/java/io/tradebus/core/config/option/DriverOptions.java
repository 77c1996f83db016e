package io.tradebus.core.config.option;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.NearestName;
import io.tradebus.core.config.DriverConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All settings of a driver by name. See docs/configuration.md. */
public final class DriverOptions {
    private static final List<DriverOption> ALL = Stream.of(
                    StorageOptions.ALL,
                    TimeoutOptions.ALL,
                    PublicationOptions.ALL,
                    SubscriptionOptions.ALL,
                    NetworkOptions.ALL,
                    ThreadOptions.ALL)
            .flatMap(List::stream)
            .toList();

    /** Names that clients of the driver read, in properties and in the environment. */
    private static final List<String> CLIENT_NAMES = List.of(
            "aeron.client.idle.sleep.duration",
            "aeron.client.resource.linger.duration",
            "aeron.client.close.linger.duration",
            "aeron.client.name",
            "aeron.pre.touch.mapped.memory",
            "AERON_CLIENT_IDLE_SLEEP_DURATION",
            "AERON_CLIENT_RESOURCE_LINGER_DURATION",
            "AERON_CLIENT_PRE_TOUCH_MAPPED_MEMORY",
            "AERON_CLIENT_NAME");

    /** Beginnings of names that belong to other programs. */
    private static final List<String> FOREIGN_PREFIXES = List.of(
            "aeron.archive.",
            "aeron.cluster.",
            "aeron.event.archive.",
            "aeron.event.cluster.",
            "aeron.sample.",
            "AERON_ARCHIVE_",
            "AERON_CLUSTER_",
            "AERON_EVENT_ARCHIVE_",
            "AERON_EVENT_CLUSTER_",
            "AERON_SAMPLE_");

    /**
     * A name nobody knows.
     *
     * @param nearest the name that was probably meant, if there is one
     */
    public record UnknownName(String name, @Nullable String nearest) {
        @Override
        public String toString() {
            return "unknown setting " + name + (nearest == null ? "" : ", did you mean " + nearest + "?");
        }
    }

    private DriverOptions() {}

    /** The whole table, in the order of the documentation. */
    public static List<DriverOption> all() {
        return ALL;
    }

    /**
     * Applies properties. Names that are no setting of a driver are passed over; see {@link #unknownNames}.
     *
     * @throws BusConfigurationException if a value cannot be read, is out of range, or does not fit the others
     */
    public static DriverConfig apply(DriverConfig base, Map<String, String> properties) {
        Draft draft = new Draft(base);
        for (DriverOption option : ALL) {
            String text = properties.get(option.property());
            if (text != null && !text.isEmpty()) {
                option.applyProperty(draft, text);
            }
        }
        return draft.build();
    }

    /**
     * Applies environment variables. What cannot be read is passed over with a warning, and what is out of range becomes
     * the nearest value that is allowed.
     *
     * @throws BusConfigurationException if values do not fit each other
     */
    public static DriverConfig applyEnvironment(
            DriverConfig base, Map<String, String> environment, Consumer<String> warnings) {
        Draft draft = new Draft(base);
        for (DriverOption option : ALL) {
            String text = environment.get(option.environmentName());
            if (text != null && !text.isEmpty()) {
                applyOrWarn(draft, option, text, warnings);
            }
        }
        return draft.build();
    }

    /** The names among those given that begin with {@code aeron.} or {@code AERON_} and that nobody knows. */
    public static List<UnknownName> unknownNames(Collection<String> names) {
        List<UnknownName> unknown = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            boolean isProperty = name.startsWith("aeron.");
            if ((isProperty || name.startsWith("AERON_")) && !isKnown(name, isProperty)) {
                unknown.add(new UnknownName(name, NearestName.of(name, knownNames(isProperty))));
            }
        }
        return unknown;
    }

    /** The configuration as properties, one a line, what has no value left out. */
    public static String printed(DriverConfig config) {
        StringBuilder text = new StringBuilder();
        for (DriverOption option : ALL) {
            String value = option.printed(config);
            if (!value.isEmpty()) {
                text.append(option.property()).append('=').append(value).append('\n');
            }
        }
        return text.toString();
    }

    private static void applyOrWarn(Draft draft, DriverOption option, String text, Consumer<String> warnings) {
        try {
            option.applyEnvironment(draft, text);
        } catch (BusConfigurationException e) {
            warnings.accept("WARNING: " + option.environmentName() + "=" + text + " is invalid, using default");
        }
    }

    private static boolean isKnown(String name, boolean isProperty) {
        return FOREIGN_PREFIXES.stream().anyMatch(name::startsWith)
                || knownNames(isProperty).contains(name);
    }

    private static List<String> knownNames(boolean isProperty) {
        Stream<String> own = ALL.stream().map(isProperty ? DriverOption::property : DriverOption::environmentName);
        return Stream.concat(own, CLIENT_NAMES.stream()).toList();
    }
}
