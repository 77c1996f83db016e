package io.tradebus.core.driver.launch;

import io.tradebus.core.BusException;
import io.tradebus.core.JvmAccess;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.ThreadingMode;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Runs a driver until it is told to end: by SIGTERM, by SIGINT, or by a request in its directory if that is allowed.
 *
 * <p>Arguments are files of properties, each the name of a resource on the class path, a file or a URL, and
 * {@code -Dname=value}; they come after system properties, which come after the environment. What comes later wins. The
 * exit status is 0 when the driver was closed without failure, 1 when it could not be started or closed, and the JVM's
 * own after a signal.
 */
public final class DriverMain {
    private static final int FAILURE = 1;
    private static final String USAGE = """
            usage: java [-Daeron.<name>=<value>...] -jar bus-driver.jar [-v] [-D<name>=<value>...] [<properties>...]
              <properties>  a resource on the class path, a file or a URL with lines of name=value
              -v            print the version and end
            The environment is read first (AERON_DIR for aeron.dir), then system properties, then arguments in order.""";

    private DriverMain() {}

    /** Runs the driver and ends the JVM when it could not be started or closed. */
    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.getenv(), aeronProperties(System.getProperties()));
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(List<String> arguments, Map<String, String> environment, Map<String, String> properties) {
        if (arguments.contains("-v")) {
            System.out.println(version());
            return 0;
        }
        try {
            JvmAccess.require();
            LaunchSettings settings = LaunchSettings.read(environment, properties, arguments);
            settings.warnings().forEach(System.err::println);
            return runUntilTold(settings, System.out);
        } catch (LaunchSettings.UsageException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
        } catch (BusException e) {
            System.err.println("ERROR: the driver could not be started: " + e.getMessage());
        }
        return FAILURE;
    }

    private static int runUntilTold(LaunchSettings settings, PrintStream out) {
        if (settings.config().operation().printConfiguration()) {
            out.print(settings.printedConfiguration());
            out.flush();
        }
        try (DriverProcess process = DriverProcess.start(settings.config())) {
            out.println(started(settings.config()));
            out.flush();
            process.runUntilTold();
            out.println("Shutdown Driver...");
        } catch (DriverProcess.CloseException e) {
            System.err.println("ERROR: the driver could not be closed: " + e.getMessage());
            return FAILURE;
        }
        return 0;
    }

    /** One line for whoever looks whether the driver runs, and how. */
    private static String started(DriverConfig config) {
        IdleConfig idle = config.threading().idle();
        ThreadingMode mode = config.threading().mode();
        String threads = switch (mode) {
            case DEDICATED ->
                "conductor=" + idle.conductor() + " sender=" + idle.sender() + " receiver=" + idle.receiver();
            case SHARED_NETWORK -> "conductor=" + idle.conductor() + " network=" + idle.sharedNetwork();
            case SHARED, INVOKER -> idle.shared().toString();
        };
        return "Started driver: dir=" + config.directory() + " threading=" + mode + " idle: " + threads;
    }

    private static String version() {
        String version = DriverMain.class.getPackage().getImplementationVersion();
        return "bus-driver " + (version == null ? "(development)" : version);
    }

    private static Map<String, String> aeronProperties(Properties all) {
        Map<String, String> found = new TreeMap<>();
        for (String name : all.stringPropertyNames()) {
            if (name.startsWith("aeron.")) {
                found.put(name, all.getProperty(name));
            }
        }
        return found;
    }
}
