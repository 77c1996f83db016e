package io.tradebus.core.config.option;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.config.CongestionKind;
import io.tradebus.core.config.DatagramIo;
import io.tradebus.core.config.FallbackLogger;
import io.tradebus.core.config.FlowControlKind;
import io.tradebus.core.config.GroupConsideration;
import io.tradebus.core.config.NameLookupKind;
import io.tradebus.core.config.TerminationPolicy;
import io.tradebus.core.config.ThreadingMode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts that stand for values: short names, names of functions of the C driver and of classes of the Java driver. */
final class OptionNames {
    private static final int HEX_DIGITS = 16;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final List<String> INTERCEPTORS = List.of("loss", "fixed-loss", "multi-gap-loss");

    private static final Map<String, FlowControlKind> FLOW_CONTROL = Map.ofEntries(
            Map.entry("unicast", FlowControlKind.UNICAST),
            Map.entry("aeron_unicast_flow_control_strategy_supplier", FlowControlKind.UNICAST),
            Map.entry("io.aeron.driver.DefaultUnicastFlowControlSupplier", FlowControlKind.UNICAST),
            Map.entry("io.aeron.driver.UnicastFlowControl", FlowControlKind.UNICAST),
            Map.entry("max", FlowControlKind.MAX),
            Map.entry("aeron_max_multicast_flow_control_strategy_supplier", FlowControlKind.MAX),
            Map.entry("io.aeron.driver.DefaultMulticastFlowControlSupplier", FlowControlKind.MAX),
            Map.entry("io.aeron.driver.MaxMulticastFlowControlSupplier", FlowControlKind.MAX),
            Map.entry("io.aeron.driver.MaxMulticastFlowControl", FlowControlKind.MAX),
            Map.entry("min", FlowControlKind.MIN),
            Map.entry("aeron_min_flow_control_strategy_supplier", FlowControlKind.MIN),
            Map.entry("io.aeron.driver.MinMulticastFlowControlSupplier", FlowControlKind.MIN),
            Map.entry("io.aeron.driver.MinMulticastFlowControl", FlowControlKind.MIN),
            Map.entry("tagged", FlowControlKind.TAGGED),
            Map.entry("aeron_tagged_flow_control_strategy_supplier", FlowControlKind.TAGGED),
            Map.entry("io.aeron.driver.TaggedMulticastFlowControlSupplier", FlowControlKind.TAGGED),
            Map.entry("io.aeron.driver.PreferredMulticastFlowControlSupplier", FlowControlKind.TAGGED),
            Map.entry("io.aeron.driver.TaggedMulticastFlowControl", FlowControlKind.TAGGED));

    private static final Map<String, CongestionKind> CONGESTION = Map.of(
            "default", CongestionKind.DEFAULT,
            "io.aeron.driver.DefaultCongestionControlSupplier", CongestionKind.DEFAULT,
            "static", CongestionKind.STATIC,
            "cubic", CongestionKind.CUBIC,
            "io.aeron.driver.ext.CubicCongestionControlSupplier", CongestionKind.CUBIC);

    private static final Map<String, TerminationPolicy> TERMINATION = Map.of(
            "allow", TerminationPolicy.ALLOW,
            "deny", TerminationPolicy.DENY,
            "io.aeron.driver.DefaultAllowTerminationValidator", TerminationPolicy.ALLOW,
            "io.aeron.driver.DefaultDenyTerminationValidator", TerminationPolicy.DENY);

    private OptionNames() {}

    static FlowControlKind flowControl(String text) {
        return named(text, FLOW_CONTROL, "unicast, max, min, tagged, or the name of a stock supplier");
    }

    static String flowControl(FlowControlKind kind) {
        return lower(kind);
    }

    static CongestionKind congestion(String text) {
        return named(text, CONGESTION, "default, static or cubic");
    }

    static String congestion(CongestionKind kind) {
        return lower(kind);
    }

    static TerminationPolicy termination(String text) {
        return named(text, TERMINATION, "allow or deny");
    }

    static String termination(TerminationPolicy policy) {
        return lower(policy);
    }

    static FallbackLogger fallbackLogger(String text) {
        return oneOf(text, FallbackLogger.values());
    }

    static String fallbackLogger(FallbackLogger logger) {
        return lower(logger);
    }

    static GroupConsideration group(String text) {
        return oneOf(text, GroupConsideration.values());
    }

    static String group(GroupConsideration group) {
        return lower(group);
    }

    static NameLookupKind nameLookup(String text) {
        return oneOf(text, NameLookupKind.values());
    }

    static String nameLookup(NameLookupKind kind) {
        return lower(kind);
    }

    static DatagramIo datagramIo(String text) {
        return oneOf(text, DatagramIo.values());
    }

    static String datagramIo(DatagramIo io) {
        return lower(io);
    }

    static ThreadingMode threadingMode(String text) {
        return oneOf(text, ThreadingMode.values());
    }

    static List<String> interceptors(String text) {
        List<String> names = Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
        if (!INTERCEPTORS.containsAll(names)) {
            throw new BusConfigurationException("must be " + INTERCEPTORS + ", separated by commas");
        }
        return names;
    }

    static double rate(String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw new BusConfigurationException("must be a number from 0.0 to 1.0", e);
        }
    }

    static Long number(String text) {
        try {
            return Long.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw new BusConfigurationException("must be a number of 64 bits", e);
        }
    }

    static String number(@Nullable Long value) {
        return value == null ? "" : value.toString();
    }

    static Long hex(String text) {
        String digits = text.trim();
        try {
            if (digits.length() == HEX_DIGITS) {
                return Long.parseUnsignedLong(digits, HEX_DIGITS);
            }
        } catch (NumberFormatException e) {
            throw new BusConfigurationException("must be 8 bytes in hexadecimal", e);
        }
        throw new BusConfigurationException("must be 8 bytes in hexadecimal");
    }

    static String hex(@Nullable Long value) {
        return value == null ? "" : HEX.toHexDigits(value);
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> T named(String text, Map<String, T> known, String allowed) {
        T value = known.get(text.trim());
        if (value == null) {
            throw new BusConfigurationException("must be " + allowed);
        }
        return value;
    }

    private static <T extends Enum<T>> T oneOf(String text, T[] values) {
        for (T value : values) {
            if (value.name().equalsIgnoreCase(text.trim())) {
                return value;
            }
        }
        throw new BusConfigurationException("must be one of " + Arrays.toString(values));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
