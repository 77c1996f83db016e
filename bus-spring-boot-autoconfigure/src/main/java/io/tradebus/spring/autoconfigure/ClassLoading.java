package io.tradebus.spring.autoconfigure;

import io.tradebus.core.files.ControlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.Environment;

/**
 * Loads and verifies classes ahead, on a thread of its own from the moment on at which an application begins to start: those of
 * driver, client and listeners, and those of Spring, logging and the JDK that a start with the bus needs from then on. This takes
 * a good part of the bus off the start where there is a second processor, the more so as the JVM's compilers have least to do at
 * first. What streams over UDP need follows once there are some. Nothing is initialized, so that no two threads can wait for each
 * other's initializers, and nothing depends on it: a class that is not loaded yet is loaded when it is needed.
 *
 * <p>Done once in a JVM, with the first application. {@code -Dspring.backgroundpreinitializer.ignore=true}, which turns off what
 * Spring Boot does in the background, turns it off too. With {@code bus.enabled=false} it ends as soon as that is known.
 */
public final class ClassLoading implements SmartApplicationListener {
    /** One name on each line, in the order in which a start needs them. */
    static final String NAMES = "start-classes.txt";

    /** What a driver in this process needs besides once a stream is over UDP, likewise. */
    static final String NETWORK_NAMES = "network-classes.txt";

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final AtomicBoolean NETWORK_BEGUN = new AtomicBoolean();
    private static volatile boolean isWanted = true;

    @Override
    public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
        return type == ApplicationStartingEvent.class || type == ApplicationContextInitializedEvent.class;
    }

    /** First: those that follow set up logging, which takes long. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationContextInitializedEvent initialized) {
            Environment environment = initialized.getApplicationContext().getEnvironment();
            isWanted = !"false".equalsIgnoreCase(environment.getProperty("bus.enabled"));
        } else if (isUseful() && BEGUN.compareAndSet(false, true)) {
            begin(NAMES);
        }
    }

    /** Loads ahead what streams over UDP need, if this JVM loads ahead at all. To be called when they are known. */
    static void loadNetwork() {
        if (isUsed() && NETWORK_BEGUN.compareAndSet(false, true)) {
            begin(NETWORK_NAMES);
        }
    }

    /** Whether an application of this JVM has begun it and has the bus. */
    static boolean isUsed() {
        return BEGUN.get() && isWanted;
    }

    /** Whether what streams over UDP need is loaded ahead too. */
    static boolean isUsedForNetwork() {
        return NETWORK_BEGUN.get();
    }

    private static boolean isUseful() {
        return Runtime.getRuntime().availableProcessors() > 1
                && !NativeDetector.inNativeImage()
                && !Boolean.getBoolean("spring.backgroundpreinitializer.ignore");
    }

    private static void begin(String file) {
        Thread thread = new Thread(() -> load(file), "bus-class-loading");
        thread.setDaemon(true);
        thread.start();
    }

    /** Loads classes for as long as there is an application that wants them. Returns how many lines of the file it came to. */
    static int load(String file) {
        ClassLoader loader = ClassLoading.class.getClassLoader();
        try (InputStream names = ClassLoading.class.getResourceAsStream(file)) {
            if (names == null) {
                return 0;
            }
            ControlFile.prepareMapping();
            // As a whole: a reader of so many lines would be compiled, which takes longer than the reading.
            int done = 0;
            for (String name : new String(names.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                if (!isWanted) {
                    break;
                }
                load(name, loader);
                done++;
            }
            return done;
        } catch (IOException e) {
            LogFactory.getLog("bus.driver").debug("classes are loaded when they are needed", e);
            return 0;
        }
    }

    /** Loads a class, and with it what the JVM looks at to verify it. Returns whether it is there. */
    static boolean load(String name, ClassLoader loader) {
        try {
            // The JVM verifies a class before it says what it has, which takes about as long as loading it.
            Class.forName(name, false, loader).getFields();
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            // Another version of a library does not have it: whoever needs it would say so.
            return false;
        }
    }
}
