package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.JvmAccess;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;

/**
 * The JVM does not export what the buffers use: said by the runtime, or by the JVM itself when the application touched a
 * buffer first.
 */
final class JvmAccessFailureAnalyzer implements FailureAnalyzer, Ordered {
    private static final String EXPORT = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isAboutAccess(cause)) {
                return new FailureAnalysis(description(), action(), cause);
            }
        }
        return null;
    }

    private static boolean isAboutAccess(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains(JvmAccess.FIX)
                || (cause instanceof IllegalAccessError && message.contains("jdk.internal.misc"));
    }

    private static String description() {
        return "The buffers of the bus use jdk.internal.misc, which this JVM (Java "
                + Runtime.version().feature()
                + ") does not export to the class path, and the bus was not allowed or not able to do so by itself"
                + " (bus.jvm.auto-export, BUS_JVM_AUTO_EXPORT).";
    }

    private static String action() {
        return Actions.oneOf(
                "start java with " + EXPORT,
                "put 'Add-Exports: java.base/jdk.internal.misc' into the manifest of the jar given to java -jar",
                "set the environment variable JDK_JAVA_OPTIONS=" + EXPORT
                        + ", which also works where the manifest is not read",
                "allow the export at start: remove bus.jvm.auto-export=never and BUS_JVM_AUTO_EXPORT=never");
    }

    /** Before the analyzer of configuration errors, which would print the text as it is. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
