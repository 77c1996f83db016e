package io.tradebus.core.compat.cluster;

import io.aeron.Aeron;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.Header;
import io.tradebus.core.compat.CheckedMessages;
import io.tradebus.core.compat.DriverProcess;
import io.tradebus.core.compat.Maker;
import io.tradebus.core.support.Await;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A client of a cluster, in this process, on a driver of its own. It sends numbered messages, some at a time, and again
 * what is not answered for a while.
 */
final class ClusterClient implements AutoCloseable, EgressListener {
    private static final int WINDOW = 10;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private final CheckedMessages messages = new CheckedMessages(NumberingService.MAX_LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[NumberingService.MAX_LENGTH]);
    private final ClusterMembers members;
    private final DriverProcess driver;
    private final Aeron aeron;
    private @Nullable AeronCluster cluster;
    private @Nullable RuntimeException failure;
    private int newLeaders;
    private long sent;
    private long answered;
    private long lastProgressNs;

    ClusterClient(Maker maker, ClusterMembers members) {
        this.members = members;
        driver = ClusterNode.startDriver(maker);
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.directoryName()));
    }

    /** Sends so many messages more and returns once all are answered. */
    void exchange(int count) {
        long end = answered + count;
        lastProgressNs = System.nanoTime();
        Await.until("the cluster has answered " + end + " messages", ClusterNode.LIMIT, () -> {
            AeronCluster current = connected();
            if (current != null) {
                work(current, end);
            }
            if (failure != null) {
                throw failure;
            }
            return answered == end;
        });
    }

    /** How many messages were answered. */
    long answered() {
        return answered;
    }

    /** How often it was told of a new leader. */
    int newLeaders() {
        return newLeaders;
    }

    DriverProcess driver() {
        return driver;
    }

    private @Nullable AeronCluster connected() {
        if (cluster == null || cluster.isClosed()) {
            try {
                cluster = AeronCluster.connect(new AeronCluster.Context()
                        .aeron(aeron)
                        .ownsAeronClient(false)
                        .messageTimeoutNs(TIMEOUT_NS)
                        .newLeaderTimeoutNs(2 * TIMEOUT_NS)
                        .ingressChannel("aeron:udp?term-length=64k")
                        .ingressEndpoints(members.ingress())
                        .egressChannel("aeron:udp?endpoint=127.0.0.1:0|term-length=64k")
                        .egressListener(this));
            } catch (AeronException ignored) {
                // There is no leader at the moment.
                return null;
            }
        }
        return cluster;
    }

    private void work(AeronCluster current, long end) {
        current.pollEgress();
        current.pollStateChanges();
        if (current.isClosed()) {
            return;
        }
        long nowNs = System.nanoTime();
        if (sent < answered || nowNs - lastProgressNs > PATIENCE_NS) {
            lastProgressNs = nowNs;
            sent = answered;
        }
        while (sent < Math.min(end, answered + WINDOW)) {
            int length = messages.fill(sent, buffer, 0);
            if (current.offer(buffer, 0, length) < 0) {
                return;
            }
            sent++;
        }
    }

    @Override
    public void onMessage(long sessionId, long timestamp, DirectBuffer answer, int offset, int length, Header header) {
        try {
            messages.check(answer.getLong(offset + Long.BYTES), answer, offset + Long.BYTES, length - Long.BYTES);
            long taken = answer.getLong(offset);
            if (taken > sent && taken > answered + WINDOW) {
                throw new IllegalStateException("the cluster has taken " + taken + ", sent were " + sent);
            }
            if (taken > answered) {
                answered = taken;
                lastProgressNs = System.nanoTime();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void onNewLeader(long sessionId, long termId, int leaderMemberId, String ingressEndpoints) {
        newLeaders++;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(cluster, aeron, driver);
    }
}
