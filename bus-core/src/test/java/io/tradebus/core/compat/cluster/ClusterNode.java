package io.tradebus.core.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.compat.ChildJvm;
import io.tradebus.core.compat.DriverProcess;
import io.tradebus.core.compat.Maker;
import io.tradebus.core.compat.UdpDrivers;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.TestDirectories;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;

/** A member of a cluster: a driver and a {@link ClusterNodeProgram}, and the recordings, which outlive both. */
final class ClusterNode implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final String PROPERTY = "archive.drivers";
    private static final int ROLE_TYPE_ID = 201;
    private static final int COMMIT_POSITION_TYPE_ID = 203;
    private static final int LEADER = 2;
    private static final Map<String, String> SETTINGS = Map.of(
            "aeron.timer.interval", "100ms",
            "aeron.client.liveness.timeout", "14s",
            "aeron.publication.linger.timeout", "1s",
            "aeron.spies.simulate.connection", "true");

    private final Maker maker;
    private final int memberId;
    private final ClusterMembers members;
    private final Path directory = TestDirectories.create();
    private DriverProcess driver;
    private ChildJvm program;

    ClusterNode(Maker maker, int memberId, ClusterMembers members) {
        this.maker = maker;
        this.memberId = memberId;
        this.members = members;
        driver = startDriver(maker);
        program = startProgram();
    }

    static DriverProcess startDriver(Maker maker) {
        DriverProcess driver = maker.driver(SETTINGS);
        driver.awaitStart();
        return driver;
    }

    /** Whose drivers to check: ours, unless the property says otherwise. */
    static Stream<Maker> makers() {
        return Arrays.stream(System.getProperty(PROPERTY, "US").split(",")).map(Maker::valueOf);
    }

    private ChildJvm startProgram() {
        return run(
                ClusterNodeProgram.class,
                driver.directoryName(),
                directory.toString(),
                Integer.toString(memberId),
                members.all());
    }

    /** Runs a program on nothing but the stock jar and the classes of the tests. */
    static ChildJvm run(Class<?> program, String... arguments) {
        String classPath = DriverProcess.STOCK_JAR + File.pathSeparator + Path.of("target", "test-classes");
        return ChildJvm.start(
                Map.of(),
                Stream.concat(Stream.of("-cp", classPath, program.getName()), Arrays.stream(arguments))
                        .toList());
    }

    DriverProcess driver() {
        return driver;
    }

    ChildJvm program() {
        return program;
    }

    File clusterDirectory() {
        return directory.resolve("cluster").toFile();
    }

    boolean isLeader() {
        return program.isAlive() && driver.counters(ROLE_TYPE_ID).containsValue((long) LEADER);
    }

    /** The leader, once there is one. */
    static ClusterNode awaitLeader(List<ClusterNode> nodes) {
        Await.until("there is a leader", LIMIT, () -> nodes.stream().anyMatch(ClusterNode::isLeader));
        return nodes.stream().filter(ClusterNode::isLeader).findFirst().orElseThrow();
    }

    /** How far the log is agreed upon, in bytes. */
    long commitPosition() {
        return driver.counters(COMMIT_POSITION_TYPE_ID).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(-1);
    }

    /** Waits until the service has come this far; a multiple of its steps. */
    void awaitTaken(long count) {
        program.awaitLine("TAKEN " + count, LIMIT);
    }

    /** As {@code kill -9} for all of it. */
    void kill() {
        program.kill();
        driver.kill();
    }

    /** Ends the program in good order. */
    void end() {
        assertThat(program.end()).isZero();
    }

    /** Starts all of it again, on a new driver, from its recordings. */
    void startAgain() {
        driver.close();
        driver = startDriver(maker);
        program = startProgram();
    }

    /** Kills the program and starts it again on the same driver. */
    void killProgramAndStartAgain() {
        program.kill();
        program = startProgram();
    }

    /** Requires that the driver has had no error and that all of it runs. */
    void requireUnharmed() {
        assertThat(program.isAlive()).isTrue();
        UdpDrivers.requireUnharmed(driver);
    }

    /** What the program has said, and the errors of the driver. */
    String story() {
        return "member " + memberId + "\n" + String.join("\n", program.output()) + "\n" + driver.errors();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(program, driver, () -> IoUtil.delete(directory.toFile(), true));
    }
}
