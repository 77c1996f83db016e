package io.tradebus.core.driver.media.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

/** The real calls, which only the built jar has. */
@EnabledForJreRange(min = JRE.JAVA_22)
@EnabledOnOs(OS.LINUX)
class ForeignKernelIT {
    private static final int NO_FD = 1 << 20;
    private static final int EBADF = 9;
    /** So many calls and some more, and the Java runtime has made all it needs for them. */
    private static final int FIRST_CALLS = 300;
    /** Far fewer than it takes until what a call makes is optimized away. */
    private static final int CALLS = 300;

    private final ReceiveMemory memory = new ReceiveMemory();
    private Kernel kernel;
    private LinuxSocket socket;
    private ReadyPorts ready;

    @BeforeEach
    void open() throws Exception {
        kernel = Objects.requireNonNull(KernelSource.find(reason -> {}, lacking -> {}), "calls")
                .newKernel();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        socket = LinuxSocket.open(kernel, SocketAddress.family(loopback));
        socket.bind(new InetSocketAddress(loopback, 0));
        ready = new ReadyPorts(kernel);
        ready.add(socket.fd());
    }

    @AfterEach
    void close() {
        ready.close();
        socket.close();
    }

    @Test
    void tellsOnEachThreadWhyACallFails() throws Exception {
        assertThat(receive()).isEqualTo(-Errno.EAGAIN);
        assertThat(kernel.close(NO_FD)).isEqualTo(-EBADF);

        assertThat(onANewThread(this::receive)).isEqualTo(-Errno.EAGAIN);
        assertThat(onANewThread(() -> kernel.close(NO_FD))).isEqualTo(-EBADF);

        assertThat(receive()).isEqualTo(-Errno.EAGAIN);
    }

    /** Calls that a driver makes all the time, before the JVM has optimized them: a stream with little to do makes few. */
    @Test
    void makesNoObjectsBeforeCallsAreOptimized() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        call(FIRST_CALLS);
        long before = threads.getThreadAllocatedBytes(thread);

        call(CALLS);

        assertThat(threads.getThreadAllocatedBytes(thread) - before).isZero();
    }

    private void call(int times) {
        for (int i = 0; i < times; i++) {
            receive();
            ready.await(0);
            ready.awaitNs(1);
            kernel.sendmsg(NO_FD, memory.prepare(), Kernel.MSG_DONTWAIT);
            kernel.sendmmsg(NO_FD, memory.prepare(), 1, Kernel.MSG_DONTWAIT);
            kernel.eventWrite(NO_FD, 1);
        }
    }

    private int receive() {
        return kernel.recvmmsg(socket.fd(), memory.prepare(), ReceiveMemory.MAX_MESSAGES, Kernel.MSG_DONTWAIT);
    }

    private static <T> T onANewThread(Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "caller");
        thread.start();
        thread.join();
        return task.get();
    }
}
