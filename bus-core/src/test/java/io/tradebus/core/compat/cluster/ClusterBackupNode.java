package io.tradebus.core.compat.cluster;

import io.tradebus.core.compat.ChildJvm;
import io.tradebus.core.compat.DriverProcess;
import io.tradebus.core.compat.Maker;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;

/** A driver and a {@link ClusterBackupProgram} on it. */
final class ClusterBackupNode implements AutoCloseable {
    private static final int LIVE_LOG_POSITION_TYPE_ID = 209;

    private final Path directory = TestDirectories.create();
    private final DriverProcess driver;
    private final ChildJvm program;

    ClusterBackupNode(Maker maker, ClusterMembers members) {
        driver = ClusterNode.startDriver(maker);
        program = ClusterNode.run(
                ClusterBackupProgram.class,
                driver.directoryName(),
                directory.toString(),
                "127.0.0.1:" + UdpDrivers.freePort(),
                members.consensus(),
                "127.0.0.1:" + UdpDrivers.freePort());
    }

    DriverProcess driver() {
        return driver;
    }

    ChildJvm program() {
        return program;
    }

    /** Returns once it has copied the log up to this position. */
    void awaitPosition(long position) {
        Await.until(
                "the backup has the log up to " + position,
                ClusterNode.LIMIT,
                () -> driver.counters(LIVE_LOG_POSITION_TYPE_ID).values().stream()
                        .anyMatch(live -> live >= position));
    }

    @Override
    public void close() {
        CloseHelper.closeAll(program, driver, () -> IoUtil.delete(directory.toFile(), true));
    }
}
