package io.tradebus.core.tools;

import io.tradebus.core.tools.text.JsonWriter;
import io.tradebus.core.tools.text.Times;

/** Shows something once, or again and again: on a terminal in place, elsewhere one after the other with the time. */
final class Watch {
    /** What is shown. */
    @FunctionalInterface
    interface Frame {
        /** Appends what there is to show now, and returns the exit status that goes with it. */
        int show(StringBuilder text);
    }

    private static final String HOME = "\033[H";
    private static final String CLEAR = "\033[2J";
    private static final String CLEAR_LINE = "\033[K\n";
    private static final String CLEAR_BELOW = "\033[J";

    private final Arguments arguments;
    private final Surroundings surroundings;
    private final Frame frame;

    private Watch(Arguments arguments, Surroundings surroundings, Frame frame) {
        this.arguments = arguments;
        this.surroundings = surroundings;
        this.frame = frame;
    }

    /**
     * Returns the status of the last time. A driver that goes away while it is watched is no reason to end: another one may
     * come.
     */
    static int run(Arguments arguments, Surroundings surroundings, Frame frame) {
        return new Watch(arguments, surroundings, frame).run();
    }

    private int run() {
        long intervalMs = arguments.isWatching() ? arguments.intervalMs() : 0;
        StringBuilder text = new StringBuilder();
        int status = frame.show(text);
        print(text, true);
        for (long shown = 1; shown < arguments.count() && !surroundings.out().checkError(); shown++) {
            if (!surroundings.pause().await(intervalMs)) {
                break;
            }
            text.setLength(0);
            status = showOrExplain(text);
            print(text, false);
        }
        return status;
    }

    private int showOrExplain(StringBuilder text) {
        try {
            return frame.show(text);
        } catch (ToolException e) {
            text.setLength(0);
            if (arguments.has(Option.JSON)) {
                text.append(new JsonWriter()
                                .beginObject()
                                .field("timeMs", surroundings.clock().time())
                                .field("problem", e.getMessage())
                                .endObject())
                        .append('\n');
            } else {
                text.append(e.getMessage()).append('\n');
            }
            return e.status();
        }
    }

    private void print(StringBuilder text, boolean isFirst) {
        disarm(text);
        Terminal terminal = surroundings.terminal();
        if (!arguments.isWatching() || arguments.has(Option.JSON)) {
            surroundings.say(text);
        } else if (terminal != null) {
            String fitting = terminal.size().clip(text.toString());
            surroundings.say((isFirst ? CLEAR : "") + HOME + fitting.replace("\n", CLEAR_LINE) + CLEAR_BELOW);
        } else {
            surroundings.say("---- " + Times.of(surroundings.clock().time(), surroundings.zone()) + "\n" + text + "\n");
        }
    }

    /** What clients wrote into shared memory must not reach the terminal as a command to it. */
    private static void disarm(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                text.setCharAt(i, '?');
            }
        }
    }
}
