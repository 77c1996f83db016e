package io.tradebus.core.config.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.SystemUtil;

/** A pass that changes nothing: writes down what settings there are and what value each has. */
final class OptionListing extends OptionPass {
    private final List<DriverOption> options = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /** All settings, in the order of the table. */
    List<DriverOption> options() {
        return options;
    }

    /** The values by property, in the order of the table, each in the form in which it is given. */
    Map<String, String> values() {
        return values;
    }

    @Override
    boolean visitNumber(DriverOption option, long value) {
        return add(
                option,
                switch (option.kind()) {
                    case DURATION -> SystemUtil.formatDuration(value);
                    case OPTIONAL_DURATION -> value < 0 ? "" : SystemUtil.formatDuration(value);
                    default -> Long.toString(value);
                });
    }

    @Override
    boolean visitFlag(DriverOption option, boolean value) {
        return add(option, Boolean.toString(value));
    }

    @Override
    boolean visitText(DriverOption option, String value) {
        return add(option, value);
    }

    @Override
    long newNumber() {
        throw nothingNew();
    }

    @Override
    boolean newFlag() {
        throw nothingNew();
    }

    @Override
    String newText() {
        throw nothingNew();
    }

    private boolean add(DriverOption option, String value) {
        options.add(option);
        values.put(option.property(), value);
        return false;
    }

    private static IllegalStateException nothingNew() {
        return new IllegalStateException("a listing has no new values");
    }
}
