package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A process is used again after a program that ended as it was told to, and after no other one. */
class ProgramHostsIT {
    @Test
    void aProcessIsUsedAgainOnceItsProgramHasEnded() {
        try (ProgramHosts hosts = new ProgramHosts()) {
            long pid;
            try (ChildJvm first = hosts.run(Program.class, "a b", "c");
                    ChildJvm beside = hosts.run(Program.class, "d")) {
                pid = first.pid();
                assertThat(beside.pid()).isNotEqualTo(pid);
                assertThat(first.awaitLine("BEGIN")).isEqualTo("[a b, c]");
                assertThat(first.end()).isZero();
                assertThat(first.output()).containsExactly("BEGIN [a b, c]", "END");
            }
            try (ChildJvm second = hosts.run(Program.class, "e")) {
                assertThat(second.pid()).isEqualTo(pid);
                assertThat(second.awaitLine("BEGIN")).isEqualTo("[e]");
            }
            try (ChildJvm third = hosts.run(Program.class, "f")) {
                assertThat(third.pid()).isNotEqualTo(pid);
                assertThat(third.awaitLine("BEGIN")).isEqualTo("[f]");
            }
        }
    }

    @Test
    void aProgramThatFailsEndsItsProcess() {
        try (ProgramHosts hosts = new ProgramHosts();
                ChildJvm failing = hosts.run(Program.class)) {
            failing.awaitLine("BEGIN");

            assertThat(failing.end()).isEqualTo(1);
            assertThat(failing.output()).anyMatch(line -> line.contains("nothing to do"));
            assertThat(failing.isAlive()).isFalse();
        }
    }

    /** Says what it was asked to do, and waits for the end of its input. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("BEGIN " + List.of(arguments));
            new StandardInput().awaitEnd();
            if (arguments[0].isEmpty()) {
                throw new IllegalStateException("nothing to do");
            }
            System.out.println("END");
        }
    }
}
