package io.tradebus.core.config.option;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.NearestName;
import io.tradebus.core.config.DriverConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All settings of a driver by name. See docs/configuration.md. */
public final class DriverOptions {
    /** Properties that clients of the driver read. */
    private static final List<String> CLIENT_PROPERTIES = List.of(
            "aeron.client.idle.sleep.duration",
            "aeron.client.resource.linger.duration",
            "aeron.client.close.linger.duration",
            "aeron.client.name",
            "aeron.pre.touch.mapped.memory");

    /** Environment variables that clients of the driver read. */
    private static final List<String> CLIENT_ENVIRONMENT_NAMES = List.of(
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
        OptionListing listing = new OptionListing();
        visit(listing, new Draft(DriverConfig.defaults()));
        return listing.options();
    }

    /** The values of a configuration by property, in the order of the table, each in the form in which it is given. */
    public static Map<String, String> values(DriverConfig config) {
        OptionPrinting printing = new OptionPrinting();
        visit(printing, new Draft(config));
        return printing.values();
    }

    /**
     * Applies properties. Names that are no setting of a driver are passed over; see {@link #unknownNames}.
     *
     * @throws BusConfigurationException if a value cannot be read, is out of range, or does not fit the others
     */
    public static DriverConfig apply(DriverConfig base, Map<String, String> properties) {
        OptionReading reading = OptionReading.ofProperties(properties);
        Draft draft = new Draft(base);
        try {
            visit(reading, draft);
        } catch (BusConfigurationException | IllegalArgumentException e) {
            throw reading.failure(e);
        }
        return draft.build();
    }

    /**
     * Applies environment variables. What cannot be read is passed over with a warning, and what is out of range
     * becomes the nearest value that is allowed.
     *
     * @throws BusConfigurationException if values do not fit each other
     */
    public static DriverConfig applyEnvironment(
            DriverConfig base, Map<String, String> environment, Consumer<String> warnings) {
        Map<String, String> usable = new HashMap<>(environment);
        while (true) {
            OptionReading reading = OptionReading.ofEnvironment(usable);
            Draft draft = new Draft(base);
            if (isReadInto(draft, reading)) {
                return draft.build();
            }
            // A failure ends a pass, so what comes after it is read in another one, which begins anew without it.
            warnings.accept(
                    "WARNING: " + reading.name() + "=" + usable.remove(reading.name()) + " is invalid, using default");
        }
    }

    /** The names among those given that begin with {@code aeron.} or {@code AERON_} and that nobody knows. */
    public static List<UnknownName> unknownNames(Collection<String> names) {
        List<UnknownName> unknown = new ArrayList<>();
        List<String> properties = new ArrayList<>(CLIENT_PROPERTIES);
        List<String> environmentNames = new ArrayList<>(CLIENT_ENVIRONMENT_NAMES);
        for (DriverOption option : all()) {
            properties.add(option.property());
            environmentNames.add(option.environmentName());
        }
        for (String name : new TreeSet<>(names)) {
            if (name.startsWith("aeron.")) {
                addIfUnknown(name, properties, unknown);
            } else if (name.startsWith("AERON_")) {
                addIfUnknown(name, environmentNames, unknown);
            }
        }
        return unknown;
    }

    /** The configuration as properties, one a line, what has no value left out. */
    public static String printed(DriverConfig config) {
        StringBuilder text = new StringBuilder();
        values(config).forEach((property, value) -> {
            if (!value.isEmpty()) {
                text.append(property).append('=').append(value).append('\n');
            }
        });
        return text.toString();
    }

    private static boolean isReadInto(Draft draft, OptionReading reading) {
        try {
            visit(reading, draft);
            return true;
        } catch (BusConfigurationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static void visit(OptionPass pass, Draft draft) {
        StorageOptions.visit(pass, draft);
        TimeoutOptions.visit(pass, draft);
        PublicationOptions.visit(pass, draft);
        SubscriptionOptions.visit(pass, draft);
        NetworkOptions.visit(pass, draft);
        ThreadOptions.visit(pass, draft);
    }

    private static void addIfUnknown(String name, List<String> known, List<UnknownName> unknown) {
        if (!isForeign(name) && !known.contains(name)) {
            unknown.add(new UnknownName(name, NearestName.of(name, known)));
        }
    }

    private static boolean isForeign(String name) {
        for (String prefix : FOREIGN_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
