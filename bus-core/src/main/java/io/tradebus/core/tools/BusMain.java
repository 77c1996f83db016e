package io.tradebus.core.tools;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.JvmAccess;
import io.tradebus.core.driver.launch.DriverMain;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemEpochClock;

/**
 * What {@code java -jar bus-driver.jar} runs: a tool if the first argument is the word of one, else the driver. A
 * properties file called like a tool is given as {@code ./stat}.
 */
public final class BusMain {
    private static final String PROPERTY_PREFIX = "aeron.";
    private static final long NS_PER_MS = 1_000_000;

    private BusMain() {}

    /** Ends the JVM with the tool's exit status if that is not 0; see docs/tools.md for what it means. */
    public static void main(String[] arguments) {
        String word = arguments.length == 0 ? "" : arguments[0];
        if (isHelp(word)) {
            System.out.print(Tools.overview());
            return;
        } else if (word.equals("--version")) {
            DriverMain.main(new String[] {"-v"});
            return;
        }
        Tool tool = Tools.find(word);
        if (tool == null) {
            DriverMain.main(arguments);
            return;
        }
        int status = exported()
                ? run(tool, List.of(arguments).subList(1, arguments.length), systemSurroundings())
                : ExitStatus.ABSENT;
        System.out.flush();
        if (status != ExitStatus.OK) {
            System.exit(status);
        }
    }

    /** Runs a tool and says in one sentence why it could not. */
    static int run(Tool tool, List<String> arguments, Surroundings surroundings) {
        PrintStream err = surroundings.err();
        try {
            Arguments parsed = Arguments.parse(tool, arguments);
            if (parsed.has(Option.HELP)) {
                surroundings.say(Tools.help(tool));
                return ExitStatus.OK;
            }
            return tool.run(parsed, surroundings);
        } catch (ToolException e) {
            err.println("ERROR: " + e.getMessage());
            if (e.status() == ExitStatus.USAGE) {
                err.println("`java -jar bus-driver.jar " + tool.name() + " --help` says what there is");
            }
            return e.status();
        } catch (BusConfigurationException e) {
            err.println("ERROR: " + e.getMessage());
            return ExitStatus.USAGE;
        } catch (BusException e) {
            err.println("ERROR: " + e.getMessage());
            return ExitStatus.ABSENT;
        }
    }

    private static boolean exported() {
        if (!JvmAccess.isExported()) {
            System.err.println("ERROR: " + JvmAccess.FIX);
            return false;
        }
        return true;
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h") || word.equals("help");
    }

    private static Surroundings systemSurroundings() {
        return new Surroundings(
                System.out,
                System.err,
                SystemEpochClock.INSTANCE,
                ZoneId.systemDefault(),
                BusMain::pause,
                SystemTerminal.find(),
                System.getenv(),
                aeronProperties(System.getProperties()));
    }

    private static boolean pause(long ms) {
        LockSupport.parkNanos(ms * NS_PER_MS);
        return !Thread.currentThread().isInterrupted();
    }

    private static Map<String, String> aeronProperties(Properties all) {
        Map<String, String> found = new TreeMap<>();
        for (String name : all.stringPropertyNames()) {
            if (name.startsWith(PROPERTY_PREFIX)) {
                found.put(name, all.getProperty(name));
            }
        }
        return found;
    }
}
