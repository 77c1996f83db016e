package io.tradebus.benchmarks;

import io.aeron.driver.MediaDriver;
import io.tradebus.core.driver.launch.DriverMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a driver is started as a process of its own.
 *
 * @param words the command line
 * @param environment what is set for it, beside what this process has
 */
record DriverCommand(List<String> words, Map<String, String> environment) {
    /** On the class path of this process, with settings as system properties. */
    static DriverCommand ofJava(Maker maker, Path directory, DriverSettings settings) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Xms256m",
                "-Xmx256m"));
        settings.properties().forEach((name, value) -> words.add("-D" + name + "=" + value));
        words.add("-Daeron.dir=" + directory);
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add((maker == Maker.US ? DriverMain.class : MediaDriver.class).getName());
        return new DriverCommand(words, Map.of());
    }

    /** The binary of the driver written in C, which has the same settings in its environment. */
    static DriverCommand ofNative(Path binary, Path directory, DriverSettings settings) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AERON_DIR", directory.toString());
        settings.properties()
                .forEach((name, value) ->
                        environment.put(name.toUpperCase(Locale.ROOT).replace('.', '_'), Waiting.nativeNameOf(value)));
        return new DriverCommand(List.of(binary.toString()), environment);
    }
}
