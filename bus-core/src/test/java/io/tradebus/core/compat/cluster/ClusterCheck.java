package io.tradebus.core.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.cluster.ClusterTool;
import io.tradebus.core.compat.Maker;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clusters of one and of three members answer clients, and go on after members end, are killed and come again. */
@ParameterizedClass
@MethodSource("makers")
class ClusterCheck {
    private static final int SOME = 200;

    @Parameter
    Maker maker;

    private final List<ClusterNode> nodes = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Adds to a failure what the members have said. */
    @RegisterExtension
    AfterTestExecutionCallback report = context -> context.getExecutionException()
            .ifPresent(failure -> nodes.forEach(node -> failure.addSuppressed(new AssertionError(node.story()))));

    static Stream<Maker> makers() {
        return ClusterNode.makers();
    }

    @AfterEach
    void closeAll() {
        CloseHelper.closeAll(open);
        CloseHelper.closeAll(nodes);
    }

    @Test
    @Conformance("DB-108")
    void oneMemberAnswersAndGoesOnFromASnapshot() {
        ClusterMembers members = start(1);
        ClusterNode node = nodes.get(0);
        ClusterClient client = client(members);
        client.exchange(SOME);
        assertThat(snapshot(node)).isTrue();
        node.program().awaitLine("SNAPSHOT " + SOME);
        client.exchange(SOME);
        node.requireUnharmed();

        node.end();
        node.startAgain();

        node.program().awaitLine("LOADED " + SOME, ClusterNode.LIMIT);
        node.awaitTaken(2 * SOME);
        client.exchange(SOME);
        node.awaitTaken(3 * SOME);
        node.requireUnharmed();
        UdpDrivers.requireUnharmed(client.driver());
    }

    @Test
    @Conformance("DB-109")
    void aMemberThatIsKilledComesAgainOnTheSameDriver() {
        ClusterMembers members = start(1);
        ClusterNode node = nodes.get(0);
        ClusterClient client = client(members);
        client.exchange(SOME);

        node.killProgramAndStartAgain();

        node.awaitTaken(SOME);
        client.exchange(SOME);
        node.awaitTaken(2 * SOME);
        assertThat(node.driver().process().isAlive()).isTrue();
    }

    @Test
    @Conformance("DB-108")
    void threeMembersGoOnWhenTheLeaderIsKilledAndTakeItBack() {
        ClusterMembers members = start(3);
        ClusterNode killed = ClusterNode.awaitLeader(nodes);
        ClusterClient client = client(members);
        client.exchange(SOME);
        nodes.forEach(node -> node.awaitTaken(SOME));
        nodes.forEach(ClusterNode::requireUnharmed);

        killed.kill();
        List<ClusterNode> left = nodes.stream().filter(node -> node != killed).toList();
        client.exchange(SOME);
        left.forEach(node -> node.awaitTaken(2 * SOME));

        killed.startAgain();
        killed.awaitTaken(2 * SOME);
        client.exchange(SOME);
        nodes.forEach(node -> node.awaitTaken(3 * SOME));
        awaitSamePosition();

        // Two are needed to agree, so the one that came again is now one of them.
        ClusterNode leader = ClusterNode.awaitLeader(left);
        leader.kill();
        client.exchange(SOME);
        nodes.stream().filter(node -> node != leader).forEach(node -> node.awaitTaken(4 * SOME));
        killed.requireUnharmed();
        UdpDrivers.requireUnharmed(client.driver());
    }

    @Test
    @Conformance("DB-110")
    void aBackupCopiesSnapshotAndLogAndFollows() {
        ClusterMembers members = start(1);
        ClusterNode node = nodes.get(0);
        ClusterClient client = client(members);
        client.exchange(SOME);
        assertThat(snapshot(node)).isTrue();
        node.program().awaitLine("SNAPSHOT " + SOME);
        client.exchange(SOME);

        ClusterBackupNode backup = new ClusterBackupNode(maker, members);
        open.add(backup);
        // The consensus module and the service have a snapshot each.
        backup.program().awaitLine("RESPONSE 2", ClusterNode.LIMIT);
        backup.program().awaitLine("UPDATED 2", ClusterNode.LIMIT);
        backup.awaitPosition(node.commitPosition());
        client.exchange(SOME);
        backup.awaitPosition(node.commitPosition());

        node.requireUnharmed();
        UdpDrivers.requireUnharmed(backup.driver());
    }

    private ClusterMembers start(int count) {
        ClusterMembers members = new ClusterMembers(count);
        for (int member = 0; member < count; member++) {
            nodes.add(new ClusterNode(maker, member, members));
        }
        return members;
    }

    private ClusterClient client(ClusterMembers members) {
        ClusterClient client = new ClusterClient(maker, members);
        open.add(client);
        return client;
    }

    private void awaitSamePosition() {
        Await.until(
                "all members have agreed upon the same",
                ClusterNode.LIMIT,
                () -> nodes.stream()
                                .mapToLong(ClusterNode::commitPosition)
                                .distinct()
                                .count()
                        == 1);
    }

    private static boolean snapshot(ClusterNode node) {
        return ClusterTool.snapshot(node.clusterDirectory(), new PrintStream(OutputStream.nullOutputStream()));
    }
}
