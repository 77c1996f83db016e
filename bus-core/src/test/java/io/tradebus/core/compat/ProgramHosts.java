package io.tradebus.core.compat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Processes in which programs run one after the other, so that a JVM does not start for each. At any time each program that
 * runs has a process of its own.
 */
final class ProgramHosts implements AutoCloseable {
    private final Map<Class<?>, Deque<ChildJvm>> idle = new HashMap<>();

    /** Runs a class of the test class path. Its process is used again if it has ended as it was told to when it is closed. */
    ChildJvm run(Class<?> program, String... arguments) {
        Deque<ChildJvm> ended = idle.computeIfAbsent(program, key -> new ArrayDeque<>());
        ChildJvm before = ended.poll();
        return before == null ? ChildJvm.host(program, ended::push, arguments) : before.again(arguments);
    }

    @Override
    public void close() {
        idle.values().forEach(ended -> ended.forEach(ChildJvm::kill));
    }
}
