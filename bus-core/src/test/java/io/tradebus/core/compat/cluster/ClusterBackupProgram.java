package io.tradebus.core.compat.cluster;

import io.aeron.archive.Archive;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusterBackup;
import io.aeron.cluster.ClusterBackupEventsListener;
import io.aeron.cluster.ClusterMember;
import io.aeron.cluster.RecordingLog;
import io.tradebus.core.compat.StandardInput;
import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;

/**
 * A stock ClusterBackup with an Archive of its own as a program, on a driver that is there already. Arguments: directory
 * of the driver, own directory, endpoint for the own Archive, consensus endpoints of the members, own consensus endpoint. It catches up on the channel
 * that is its default, with cubic congestion control and buffers of 512 KiB.
 */
public final class ClusterBackupProgram {
    private ClusterBackupProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        String driver = arguments[0];
        File directory = new File(arguments[1]);
        StandardInput input = new StandardInput();
        Archive archive = ClusterNodeProgram.archive(driver, directory, arguments[2]);
        ClusterBackup backup = ClusterBackup.launch(new ClusterBackup.Context()
                .aeronDirectoryName(driver)
                .clusterDir(new File(directory, "cluster"))
                .clusterConsensusEndpoints(arguments[3])
                .consensusChannel("aeron:udp?term-length=64k|endpoint=" + arguments[4])
                .catchupEndpoint("127.0.0.1:0")
                .clusterBackupIntervalNs(TimeUnit.SECONDS.toNanos(5))
                .archiveContext(ClusterNodeProgram.localArchive())
                .clusterArchiveContext(new AeronArchive.Context()
                        .controlRequestChannel("aeron:udp")
                        .controlResponseChannel("aeron:udp?endpoint=127.0.0.1:0"))
                .eventsListener(new Events())
                .errorHandler(error -> ClusterNodeProgram.say("BACKUP " + error)));
        ClusterNodeProgram.say("STARTED");
        input.awaitEnd();
        CloseHelper.closeAll(backup, archive);
        ClusterNodeProgram.say("ENDED");
    }

    private static final class Events implements ClusterBackupEventsListener {
        @Override
        public void onBackupQuery() {
            ClusterNodeProgram.say("QUERY");
        }

        @Override
        public void onPossibleFailure(Exception e) {
            ClusterNodeProgram.say("FAILURE " + e);
        }

        @Override
        public void onBackupResponse(
                ClusterMember[] members, ClusterMember source, List<RecordingLog.Snapshot> snapshotsToRetrieve) {
            ClusterNodeProgram.say("RESPONSE " + snapshotsToRetrieve.size());
        }

        @Override
        public void onUpdatedRecordingLog(RecordingLog recordingLog, List<RecordingLog.Snapshot> snapshotsRetrieved) {
            ClusterNodeProgram.say("UPDATED " + snapshotsRetrieved.size());
        }

        @Override
        public void onLiveLogProgress(long recordingId, long recordingPosCounterId, long logPosition) {
            ClusterNodeProgram.say("LIVE " + logPosition);
        }
    }
}
