package io.tradebus.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.support.FreePorts;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Keeps the names of the classes that are loaded ahead: those that a start in another JVM loads. Run with
 * {@code -Ddocs.update=true} to write the file.
 */
class ClassLoadingIT {
    private static final Path RESOURCES = Path.of("src/main/resources/io/tradebus/spring/autoconfigure");
    private static final Path NAMES = RESOURCES.resolve(ClassLoading.NAMES);
    private static final Path NETWORK_NAMES = RESOURCES.resolve(ClassLoading.NETWORK_NAMES);
    private static final String BEGIN = "classes from here on may be loaded ahead";
    private static final String READY = "classes until here were needed";
    private static final String AHEAD = "classes were loaded ahead: ";
    private static final String NETWORK_AHEAD = "classes for the network were loaded ahead: ";
    private static final String VERIFICATION = "Start class verification for: ";
    private static final String CONNECTED = "classes.until.connected";
    private static final String IGNORE = "-Dspring.backgroundpreinitializer.ignore=";
    private static final List<String> GENERATED = List.of("/", "$$Lambda", "$Proxy", "jdk.internal.reflect.Generated");
    private static final List<String> LIBRARIES = List.of(
            "io.tradebus.core.",
            "io.tradebus.spring.",
            "org.agrona.",
            "org.springframework.",
            "org.apache.commons.logging.",
            "org.slf4j.",
            "ch.qos.logback.");
    /** Compilers make some of these, such as tables for switches, that others do not. */
    private static final Pattern UNNAMED = Pattern.compile(".*\\$\\d+");

    /** Packages of the driver that a start with streams over IPC alone does without. */
    private static final List<String> NETWORK = List.of(
            "io.tradebus.core.driver.sender.",
            "io.tradebus.core.driver.receiver.",
            "io.tradebus.core.driver.protocol.");

    private static final double MOST_MISSED = 0.1;

    @TempDir
    private Path directory;

    private String channel = "ipc";

    /** Publishes and listens. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        public static void main(String[] arguments) {
            SpringApplication application = new SpringApplication(Application.class);
            // Not by properties: to bind one loads classes that are loaded for the bus alone where there is none.
            application.setWebApplicationType(WebApplicationType.NONE);
            application.setBannerMode(Banner.Mode.OFF);
            ApplicationListener<ApplicationReadyEvent> ready = event -> {
                if (Boolean.getBoolean(CONNECTED)) {
                    event.getApplicationContext().getBean(Orders.class).awaitConnection();
                }
                System.out.println(READY);
                System.out.println(AHEAD + ClassLoading.isUsed());
                System.out.println(NETWORK_AHEAD + ClassLoading.isUsedForNetwork());
            };
            application.addListeners(new Begin(), ready);
            application.run(arguments).close();
        }

        @Bean
        @ConditionalOnBooleanProperty(name = "bus.enabled", matchIfMissing = true)
        Orders orders(@BusPublication("orders") BusPublisher publisher) {
            return new Orders(publisher);
        }
    }

    /** Says when classes can be loaded ahead: where that begins. */
    private static class Begin implements ApplicationListener<ApplicationStartingEvent>, Ordered {
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public void onApplicationEvent(ApplicationStartingEvent event) {
            System.out.println(BEGIN);
        }
    }

    /** A bean of an application. */
    static class Orders {
        private final BusPublisher publisher;

        Orders(BusPublisher publisher) {
            this.publisher = publisher;
        }

        void awaitConnection() {
            while (!publisher.isConnected()) {
                Thread.onSpinWait();
            }
        }

        @BusListener("orders")
        void onOrder(DirectBuffer buffer, int offset, int length) {
            assertThat(publisher).isNotNull();
        }
    }

    @Test
    void theNamesAreThoseOfTheClassesThatAStartNeeds() throws Exception {
        Set<String> needed = neededUntilReady();
        Set<String> withoutBus = neededUntilReady("-Dbus.enabled=false");
        needed.removeIf(name -> isOfTheJdk(name) && withoutBus.contains(name));
        if (Boolean.getBoolean("docs.update")) {
            Files.write(NAMES, needed, US_ASCII);
        }

        assertNamed(needed, Files.readAllLines(NAMES, US_ASCII));
    }

    @Test
    void theNamesForTheNetworkAreThoseOfTheClassesThatAStreamOverUdpNeedsBesides() throws Exception {
        channel = "udp://localhost:" + FreePorts.next();
        Set<String> needed = neededUntilReady("-D" + CONNECTED + "=true");
        Files.readAllLines(NAMES, US_ASCII).forEach(needed::remove);
        Set<String> withoutBus = neededUntilReady("-Dbus.enabled=false");
        needed.removeAll(withoutBus);
        if (Boolean.getBoolean("docs.update")) {
            Files.write(NETWORK_NAMES, needed, US_ASCII);
        }

        List<String> names = Files.readAllLines(NETWORK_NAMES, US_ASCII);
        assertThat(names).anyMatch(name -> NETWORK.stream().anyMatch(name::startsWith));
        assertNamed(needed, names);
    }

    /** That all that is needed, or nearly so, is named, and that what is named is there. */
    private void assertNamed(Set<String> needed, List<String> names) {
        assertThat(names).doesNotHaveDuplicates();
        // What the JDK has inside differs from one to the next, and is loaded ahead where it is there.
        needed.removeIf(ClassLoadingIT::isOfTheJdk);
        for (String name : names) {
            if (!isOfTheJdk(name) && !UNNAMED.matcher(name).matches()) {
                assertThat(ClassLoading.load(name, getClass().getClassLoader()))
                        .as(name)
                        .isTrue();
            }
        }
        Set<String> missed = new LinkedHashSet<>(needed);
        names.forEach(missed::remove);
        assertThat(missed.size())
                .as("classes that are not loaded ahead; run with -Ddocs.update=true to write their names: %s", missed)
                .isLessThan((int) (needed.size() * MOST_MISSED));
    }

    @Test
    void nothingIsAmongThemThatOnlyStreamsOverUdpNeed() throws Exception {
        assertThat(Files.readAllLines(NAMES, US_ASCII))
                .noneMatch(name -> NETWORK.stream().anyMatch(name::startsWith));
    }

    @Test
    void theyAreLoadedAheadUnlessThatIsTurnedOffOrTheBusIs() throws Exception {
        String processors = "-XX:ActiveProcessorCount=2";

        assertThat(start(IGNORE + false, processors)).contains(AHEAD + true);
        assertThat(start(IGNORE + true, processors)).contains(AHEAD + false);
        assertThat(start(IGNORE + false, processors, "-Dbus.enabled=false")).contains(AHEAD + false);
        assertThat(start(IGNORE + false, "-XX:ActiveProcessorCount=1")).contains(AHEAD + false);
    }

    @Test
    void thoseForTheNetworkAreLoadedAheadOnceAStreamIsOverUdp() throws Exception {
        String processors = "-XX:ActiveProcessorCount=2";

        assertThat(start(IGNORE + false, processors)).contains(NETWORK_AHEAD + false);
        channel = "udp://localhost:" + FreePorts.next();
        assertThat(start(IGNORE + false, processors)).contains(NETWORK_AHEAD + true);
        assertThat(start(IGNORE + true, processors)).contains(NETWORK_AHEAD + false);
    }

    /** What a start uses from when classes can be loaded ahead until the application is ready, in the order of loading. */
    private Set<String> neededUntilReady(String... jvmArguments) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(jvmArguments));
        arguments.addAll(List.of(IGNORE + true, "-Xlog:class+load:stdout:none", "-Xlog:class+init:stdout:none"));
        List<String> lines = start(arguments.toArray(String[]::new));
        assertThat(lines).contains(BEGIN, READY);
        List<String> untilReady = lines.subList(lines.indexOf(BEGIN), lines.indexOf(READY));
        Set<String> used = verified(untilReady);
        return untilReady.stream()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(name -> isOfTheJdk(name) || isOfALibrary(name) && used.contains(name))
                .filter(name -> GENERATED.stream().noneMatch(name::contains))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What is used: the JVM verifies it before. What others merely name is loaded with them. */
    private static Set<String> verified(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(VERIFICATION))
                .map(line -> line.substring(VERIFICATION.length()))
                .collect(Collectors.toSet());
    }

    /** Those of the JDK are of use if the bus alone loads them: others come from its archive, or the JVM has them anyway. */
    private static boolean isOfALibrary(String name) {
        return LIBRARIES.stream().anyMatch(name::startsWith) && !name.startsWith(ClassLoading.class.getName());
    }

    private static boolean isOfTheJdk(String name) {
        return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
    }

    private List<String> start(String... jvmArguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-cp", classPath(), Application.class.getName()));
        command.addAll(arguments());
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output);
    }

    private List<String> arguments() {
        return Stream.of(
                        "bus.driver.term-length=64KB",
                        "bus.driver.directory=" + directory.resolve("driver"),
                        "bus.streams.orders.channel=" + channel,
                        "bus.streams.orders.stream-id=1001")
                .map(property -> "--" + property)
                .toList();
    }

    /** Without what is optional, since an application need not have it. */
    private static String classPath() {
        List<String> optional =
                List.of("actuator", "health", "micrometer", "jackson", "webmvc", "tomcat", "spring-web");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> optional.stream()
                        .noneMatch(
                                name -> Path.of(entry).getFileName().toString().contains(name)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
