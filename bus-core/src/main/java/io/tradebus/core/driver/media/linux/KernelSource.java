package io.tradebus.core.driver.media.linux;

import java.nio.ByteOrder;
import java.security.CodeSource;
import java.util.function.Consumer;
import org.agrona.SystemUtil;
import org.jspecify.annotations.Nullable;

/** Gives ports the system calls of the machine, where there are any that this package knows. */
interface KernelSource {
    /** What is there on Java 22 and later. */
    String IMPLEMENTATION = "io.tradebus.core.driver.media.linux.ForeignKernels";

    /** From which on Java has them. */
    int JAVA_VERSION = 22;

    /** Whether the Java runtime lets the calls be made without a warning to the user. */
    boolean isPermitted();

    /**
     * Makes calls for one thread.
     *
     * @throws RuntimeException if the Java runtime does not let them be made at all
     * @throws LinkageError if the system does not have them, or with what the runtime says as its cause
     */
    Kernel newKernel();

    /**
     * Finds the calls of this machine.
     *
     * @param reasons told why there are none, to go on with "is not used: "; or null
     * @param lacking told so when there would be, but the jar of this class was built without them; or null
     * @return null if there are none
     */
    static @Nullable KernelSource find(@Nullable Consumer<String> reasons, @Nullable Consumer<String> lacking) {
        boolean isKnown = SystemUtil.isLinux()
                && ("amd64".equals(SystemUtil.osArch()) || "aarch64".equals(SystemUtil.osArch()))
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        if (!isKnown) {
            tell(reasons, "it is for Linux on x86-64 and AArch64");
            return null;
        }
        return find(IMPLEMENTATION, Runtime.version().feature(), isFromJar(KernelSource.class), reasons, lacking);
    }

    /** As above, where calls are known: by the name of what makes them. */
    static @Nullable KernelSource find(
            String implementation,
            int javaVersion,
            boolean isFromJar,
            @Nullable Consumer<String> reasons,
            @Nullable Consumer<String> lacking) {
        try {
            return (KernelSource)
                    Class.forName(implementation).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            tell(
                    reasons,
                    "it takes Java " + JAVA_VERSION + ", and a jar that was built on Java " + JAVA_VERSION
                            + " or later");
            // Classes that were just compiled, as in an IDE, lack them as well, and nobody wonders.
            if (javaVersion >= JAVA_VERSION && isFromJar) {
                tell(
                        lacking,
                        "this jar of bus-core was built on Java 17 to 21 and lacks native datagram I/O, which"
                                + " Java " + javaVersion
                                + " could use: datagrams go one by one; take a jar that was built on Java "
                                + JAVA_VERSION + " or later, or set tradebus.datagram.io=nio");
            }
            return null;
        }
    }

    private static void tell(@Nullable Consumer<String> who, String text) {
        if (who != null) {
            who.accept(text);
        }
    }

    private static boolean isFromJar(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source != null && source.getLocation().getPath().contains(".jar");
    }
}
