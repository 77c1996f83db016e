package io.tradebus.core.driver.media.linux;

import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.SystemUtil;
import org.jspecify.annotations.Nullable;

/** Gives ports the system calls of the machine, where there are any that this package knows. */
interface KernelSource {
    /** What is there on Java 22 and later. */
    String IMPLEMENTATION = "io.tradebus.core.driver.media.linux.ForeignKernels";

    /** Whether the Java runtime lets the calls be made without a warning to the user. */
    boolean isPermitted();

    /**
     * Makes calls for one thread.
     *
     * @throws RuntimeException if the Java runtime does not let them be made at all
     * @throws LinkageError if the system does not have them
     */
    Kernel newKernel();

    /**
     * Finds the calls of this machine.
     *
     * @param reasons told why there are none, to go on with "is not used: "
     * @return null if there are none
     */
    static @Nullable KernelSource find(Consumer<String> reasons) {
        boolean isKnown = SystemUtil.isLinux()
                && ("amd64".equals(SystemUtil.osArch()) || "aarch64".equals(SystemUtil.osArch()))
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        if (!isKnown) {
            reasons.accept("it is for Linux on x86-64 and AArch64");
            return null;
        }
        try {
            return (KernelSource)
                    Class.forName(IMPLEMENTATION).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            reasons.accept("it takes Java 22, and a jar that was built on Java 22 or later");
            return null;
        }
    }
}
