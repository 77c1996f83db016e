package io.tradebus.core.compat.cluster;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.tradebus.core.compat.StandardInput;
import java.io.File;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.agrona.CloseHelper;

/**
 * A member of a stock Cluster as a program: Archive, consensus module and {@link NumberingService}, on a driver that is
 * there already. Arguments: directory of the driver, own directory, number of the member, and the members as Cluster wants
 * them. It prints a line for each thing that happens, and ends when its standard input is closed.
 */
public final class ClusterNodeProgram {
    static final int LOG_TERM_LENGTH = 256 << 10;

    private static final int SEGMENT_LENGTH = 4 * LOG_TERM_LENGTH;
    private static final long START_LIMIT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int ARCHIVE_ENDPOINT = 5;

    private ClusterNodeProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        String driver = arguments[0];
        File directory = new File(arguments[1]);
        int memberId = Integer.parseInt(arguments[2]);
        String members = arguments[3];
        StandardInput input = new StandardInput();
        String archiveEndpoint = members.split("\\|")[memberId].split(",")[ARCHIVE_ENDPOINT];

        Archive archive = started(() -> archive(driver, directory, archiveEndpoint));
        ConsensusModule consensusModule = started(() -> consensusModule(driver, directory, memberId, members));
        ClusteredServiceContainer container = started(() -> container(driver, directory));
        say("STARTED");
        input.awaitEnd();
        CloseHelper.closeAll(container, consensusModule, archive);
        say("ENDED");
    }

    /** A member that was killed looks alive to the one after it for some seconds. */
    static <T> T started(Supplier<T> start) {
        long deadlineNs = System.nanoTime() + START_LIMIT_NS;
        while (true) {
            try {
                return start.get();
            } catch (RuntimeException e) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw e;
                }
                say("NOT STARTED " + e.getMessage());
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    static Archive archive(String driver, File directory, String controlEndpoint) {
        return Archive.launch(new Archive.Context()
                .aeronDirectoryName(driver)
                .archiveDir(new File(directory, "archive"))
                .controlChannel("aeron:udp?endpoint=" + controlEndpoint)
                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                .segmentFileLength(SEGMENT_LENGTH)
                .threadingMode(ArchiveThreadingMode.SHARED)
                .errorHandler(error -> say("ARCHIVE " + error)));
    }

    private static ConsensusModule consensusModule(String driver, File directory, int memberId, String members) {
        return ConsensusModule.launch(new ConsensusModule.Context()
                .aeronDirectoryName(driver)
                .clusterDir(new File(directory, "cluster"))
                .clusterMemberId(memberId)
                .clusterMembers(members)
                .ingressChannel("aeron:udp?term-length=64k")
                .logChannel("aeron:udp?term-length=" + LOG_TERM_LENGTH)
                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                .sessionTimeoutNs(TimeUnit.SECONDS.toNanos(60))
                .leaderHeartbeatTimeoutNs(TimeUnit.SECONDS.toNanos(5))
                .electionTimeoutNs(TimeUnit.SECONDS.toNanos(1))
                .startupCanvassTimeoutNs(TimeUnit.SECONDS.toNanos(20))
                .archiveContext(localArchive())
                .errorHandler(error -> say("CONSENSUS " + error)));
    }

    private static ClusteredServiceContainer container(String driver, File directory) {
        return ClusteredServiceContainer.launch(new ClusteredServiceContainer.Context()
                .aeronDirectoryName(driver)
                .clusterDir(new File(directory, "cluster"))
                .clusteredService(new NumberingService(ClusterNodeProgram::say))
                .archiveContext(localArchive())
                .errorHandler(error -> say("SERVICE " + error)));
    }

    static AeronArchive.Context localArchive() {
        return new AeronArchive.Context().controlRequestChannel("aeron:ipc").controlResponseChannel("aeron:ipc");
    }

    static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
