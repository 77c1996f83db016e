package io.tradebus.core.config.option;

import java.util.ArrayList;
import java.util.List;

/** A pass that changes nothing: writes down what settings there are. */
final class OptionListing extends OptionPass {
    private final List<DriverOption> options = new ArrayList<>();

    /** All settings, in the order of the table. */
    List<DriverOption> options() {
        return options;
    }

    @Override
    boolean visitNumber(DriverOption option, long value) {
        return add(option);
    }

    @Override
    boolean visitFlag(DriverOption option, boolean value) {
        return add(option);
    }

    @Override
    boolean visitText(DriverOption option, String value) {
        return add(option);
    }

    private boolean add(DriverOption option) {
        options.add(option);
        return false;
    }
}
