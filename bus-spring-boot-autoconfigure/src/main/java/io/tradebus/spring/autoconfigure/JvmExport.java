package io.tradebus.spring.autoconfigure;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;

/**
 * Exports {@code jdk.internal.misc} to the class path before the first buffer is loaded, if the JVM was started without
 * that; a buffer that was loaded before would fail for ever. See docs/running-on-the-jvm.md.
 *
 * <p>{@code -Dbus.jvm.auto-export=never} or the environment variable {@code BUS_JVM_AUTO_EXPORT=never} forbids it. If it
 * is forbidden, or the JVM refuses it, the bus does not start and says what to do.
 */
public final class JvmExport implements ApplicationListener<SpringApplicationEvent> {
    private static final String PACKAGE = "jdk.internal.misc";
    private static final String PROPERTY = "bus.jvm.auto-export";
    private static final String VARIABLE = "BUS_JVM_AUTO_EXPORT";

    private boolean isExportedHere;

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationStartingEvent) {
            isExportedHere = !isExported() && isAllowed() && export() && isExported();
        } else if (event instanceof ApplicationPreparedEvent && isExportedHere) {
            // Only now does the application's logging work.
            Log log = LogFactory.getLog("bus.driver");
            log.info("exported java.base/" + PACKAGE
                    + " to the class path for the buffers; to do it for good start java "
                    + "with --add-exports=java.base/" + PACKAGE + "=ALL-UNNAMED, or put 'Add-Exports: java.base/"
                    + PACKAGE + "' into the manifest of the jar (see docs/running-on-the-jvm.md)");
            isExportedHere = false;
        }
    }

    static boolean isExported() {
        return Object.class.getModule().isExported(PACKAGE, JvmExport.class.getModule());
    }

    private static boolean isAllowed() {
        return isAllowed(System.getProperty(PROPERTY), System.getenv(VARIABLE));
    }

    static boolean isAllowed(@Nullable String property, @Nullable String variable) {
        return !"never".equalsIgnoreCase(property == null ? variable : property);
    }

    /**
     * The JDK has no public way to export one of its packages from within. Its own lookup has the right to, and is reached
     * through jdk.unsupported as long as the JVM lets one. By names, so that compiling needs no such package.
     */
    private static boolean export() {
        try {
            Class<?> unsafeType = Class.forName("sun.misc.Unsafe");
            Field theUnsafe = unsafeType.getDeclaredField("theUnsafe");
            theUnsafe.setAccessible(true);
            Object unsafe = theUnsafe.get(null);
            Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
            Object base = unsafeType.getMethod("staticFieldBase", Field.class).invoke(unsafe, trusted);
            Object offset =
                    unsafeType.getMethod("staticFieldOffset", Field.class).invoke(unsafe, trusted);
            var lookup = (MethodHandles.Lookup)
                    unsafeType.getMethod("getObject", Object.class, long.class).invoke(unsafe, base, offset);
            MethodHandle addExports = lookup.findVirtual(
                    Module.class, "implAddExportsToAllUnnamed", MethodType.methodType(void.class, String.class));
            addExports.invoke(Object.class.getModule(), PACKAGE);
            return true;
        } catch (Throwable e) {
            // Refused: the start of the bus fails with what to do instead.
            LogFactory.getLog("bus.driver").debug("the JVM does not let java.base/" + PACKAGE + " be exported", e);
            return false;
        }
    }
}
