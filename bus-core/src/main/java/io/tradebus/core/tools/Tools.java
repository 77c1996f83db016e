package io.tradebus.core.tools;

import io.tradebus.core.tools.text.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which commands there are. A new one is a class, a word and a case. */
final class Tools {
    private static final List<String> WORDS =
            List.of("stat", "streams", "backlog", "errors", "loss", "terminate", "config", "events");

    private Tools() {}

    /** The command called by a word; null if there is none, so that the word is something else. */
    static @Nullable Tool find(String word) {
        return switch (word) {
            case "stat" -> new StatTool();
            case "streams" -> new StreamsTool();
            case "backlog" -> new BacklogTool();
            case "errors" -> new ErrorsTool();
            case "loss" -> new LossTool();
            case "terminate" -> new TerminateTool();
            case "config" -> new ConfigTool();
            case "events" -> new EventsTool();
            default -> null;
        };
    }

    /** What the program can do, for those who ask. */
    static String overview() {
        StringBuilder text = new StringBuilder("""
                usage: java -jar bus-driver.jar <command> [<options>]    looks at a running driver
                       java -jar bus-driver.jar [<properties>...]        runs a driver

                commands
                """);
        Table table = new Table("  ", "ll");
        for (String word : WORDS) {
            Tool tool = find(word);
            table.row(word, tool == null ? "" : tool.purpose());
        }
        table.writeTo(text);
        return text.append("""

                `java -jar bus-driver.jar <command> --help` says more. A properties file that is called like a command is
                given as ./<name>. A driver takes properties files, -Dname=value and -v.
                """).toString();
    }

    static String help(Tool tool) {
        StringBuilder text = new StringBuilder("usage: java -jar bus-driver.jar ").append(tool.name());
        text.append(" [<options>]")
                .append(tool.operands().isEmpty() ? "" : " " + tool.operands())
                .append("\n  ")
                .append(tool.purpose())
                .append("\n\noptions\n");
        Table table = new Table("  ", "ll");
        for (Option option : tool.options()) {
            table.row(option.form(), option.meaning());
        }
        table.row(Option.HELP.form(), Option.HELP.meaning());
        table.writeTo(text);
        return text.append("""

                exit status
                  0  done
                  1  no driver is running there, or there is nothing to read
                  2  the arguments are wrong
                  3  the driver did not do what it was asked for
                """).toString();
    }
}
