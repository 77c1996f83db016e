package io.tradebus.spring.autoconfigure.preflight;

/**
 * Something about the machine that the bus will suffer from.
 *
 * @param subject what it is about
 * @param problem what is wrong, with the numbers
 * @param fix what to do about it, with the property or the setting of the system
 */
public record HostFinding(Subject subject, String problem, String fix) {
    /** What a finding is about. */
    public enum Subject {
        /** A port that is taken. */
        PORT,
        /** Room for files. */
        STORAGE,
        /** Where the files are. */
        DIRECTORY,
        /** What the container may use. */
        MEMORY,
        /** Processors against threads. */
        PROCESSORS,
        /** What the system grants sockets. */
        SOCKET_BUFFERS
    }

    /** Both in one sentence. */
    public String text() {
        return problem + "; " + fix;
    }
}
