package io.tradebus.core.driver.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

@EnabledForJreRange(min = JRE.JAVA_22)
@EnabledOnOs(OS.LINUX)
class LinuxMediaAllocationTest extends MediaAllocationContract {
    private static final int ROUNDS = 10_000;
    // It may take long on a busy machine until the JIT has compiled the loop.
    private static final int ATTEMPTS = 500;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    LinuxMediaAllocationTest() {
        super(TestPorts.linux());
    }

    @Test
    void wakingAThreadAtItsPortsAllocatesNothing() {
        try (TestPorts own = TestPorts.linux()) {
            PortWait wait = own.ports.newWait();
            try (PortPoller poller = own.ports.newPoller(wait)) {
                poller.add(own.receiver(TestPorts.IPV4), (buffer, offset, length, source) -> {});

                long leastAllocated = Long.MAX_VALUE;
                for (int i = 0; i < ATTEMPTS && leastAllocated > 0; i++) {
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    for (int round = 0; round < ROUNDS; round++) {
                        wait.wake();
                        wait.await(1_000);
                    }
                    leastAllocated = Math.min(leastAllocated, THREADS.getCurrentThreadAllocatedBytes() - before);
                }

                assertThat(leastAllocated).isZero();
            }
        }
    }
}
