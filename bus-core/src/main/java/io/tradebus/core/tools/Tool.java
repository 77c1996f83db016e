package io.tradebus.core.tools;

import java.util.List;

/** One command of {@code bus-driver.jar}. Made for one run. */
interface Tool {
    /** The word by which it is called. */
    String name();

    /** What it does, a line. */
    String purpose();

    /** What it takes, but for {@code --help}. */
    List<Option> options();

    /** What it takes besides options, for the help; empty if nothing. */
    default String operands() {
        return "";
    }

    /**
     * Does it.
     *
     * @return one of {@link ExitStatus}
     * @throws ToolException if it cannot be done
     */
    int run(Arguments arguments, Surroundings surroundings);
}
