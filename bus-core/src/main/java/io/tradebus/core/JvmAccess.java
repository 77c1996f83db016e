package io.tradebus.core;

/** Whether this JVM lets the buffers reach memory. See docs/running-on-the-jvm.md. */
public final class JvmAccess {
    private static final String PACKAGE = "jdk.internal.misc";

    /** What to do when it does not. */
    public static final String FIX =
            "the buffers use jdk.internal.misc, which this JVM does not export to them. Do one of:"
                    + System.lineSeparator()
                    + "  start java with --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED" + System.lineSeparator()
                    + "  put 'Add-Exports: java.base/jdk.internal.misc' into the manifest of the jar given to java -jar"
                    + System.lineSeparator()
                    + "  set the environment variable"
                    + " JDK_JAVA_OPTIONS=--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    private JvmAccess() {}

    /** Whether {@code jdk.internal.misc} is exported to the module of the buffers. */
    public static boolean isExported() {
        return Object.class.getModule().isExported(PACKAGE, bufferModule());
    }

    /**
     * Returns when the buffers can be used.
     *
     * @throws BusConfigurationException with {@link #FIX} when they cannot
     */
    public static void require() {
        if (!isExported()) {
            throw new BusConfigurationException(FIX);
        }
    }

    private static Module bufferModule() {
        // The name and not the class: loading a buffer without the export would fail for ever.
        try {
            return Class.forName("org.agrona.DirectBuffer", false, JvmAccess.class.getClassLoader())
                    .getModule();
        } catch (ClassNotFoundException e) {
            throw new BusConfigurationException("org.agrona:agrona is missing on the class path", e);
        }
    }
}
