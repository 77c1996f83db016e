package io.tradebus.core.config.option;

import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.SystemUtil;

/** A pass that changes nothing: writes down what value each setting has. */
final class OptionPrinting extends OptionPass {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** The values by property, in the order of the table, each in the form in which it is given. */
    Map<String, String> values() {
        return values;
    }

    @Override
    boolean visitNumber(DriverOption option, long value) {
        return put(option, printed(option, value));
    }

    @Override
    boolean visitFlag(DriverOption option, boolean value) {
        return put(option, Boolean.toString(value));
    }

    @Override
    boolean visitText(DriverOption option, String value) {
        return put(option, value);
    }

    private static String printed(DriverOption option, long value) {
        return switch (option.kind()) {
            case DURATION -> SystemUtil.formatDuration(value);
            case OPTIONAL_DURATION -> value < 0 ? "" : SystemUtil.formatDuration(value);
            default -> Long.toString(value);
        };
    }

    private boolean put(DriverOption option, String value) {
        values.put(option.property(), value);
        return false;
    }
}
