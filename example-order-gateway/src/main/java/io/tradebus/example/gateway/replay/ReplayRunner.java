package io.tradebus.example.gateway.replay;

import io.tradebus.example.gateway.GatewayProperties;
import io.tradebus.example.gateway.GatewayProperties.ReplayProperties;
import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.gateway.file.IndependentCount;
import io.tradebus.example.gateway.file.MarketProperties;
import io.tradebus.example.gateway.file.OrderFile;
import io.tradebus.example.gateway.file.TradingDay;
import io.tradebus.example.gateway.flow.FlowStatistics;
import io.tradebus.example.gateway.flow.OrderFlow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/** Replays the configured file after the start, if there is one, and prints the summary. */
@Component
public class ReplayRunner implements ApplicationRunner, ExitCodeGenerator {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
    private static final int AS_EXPECTED = 0;
    private static final int NOT_AS_EXPECTED = 1;

    private final ReplayProperties properties;
    private final MarketProperties market;
    private final OrderFlow flow;
    private final FlowStatistics statistics;
    private volatile int exitCode = AS_EXPECTED;

    ReplayRunner(GatewayProperties properties, MarketProperties market, OrderFlow flow, FlowStatistics statistics) {
        this.properties = properties.replay();
        this.market = market;
        this.flow = flow;
        this.statistics = statistics;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (properties.file() != null) {
            exitCode = replay(properties.file()) ? AS_EXPECTED : NOT_AS_EXPECTED;
        }
    }

    /** Whether the process ends once the replay is over. */
    public boolean isLastTask() {
        return properties.file() != null && properties.exit();
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }

    private boolean replay(Path file) throws IOException {
        if (!Files.exists(file)) {
            OrderFile.write(file, TradingDay.orders(market, properties.seed(), properties.orders()));
        }
        List<NewOrder> orders = OrderFile.read(file);
        try (ReplayProgress progress = ReplayProgress.open(progressFile(file), orders.size())) {
            Replay replay = new Replay(flow, properties, orders, progress);
            boolean isPeerThere = awaitRiskService();
            LOG.info("replaying {} orders of {}", orders.size(), file);
            long beginNs = System.nanoTime();
            boolean isComplete = isPeerThere && replay.run();
            Duration took = Duration.ofNanos(System.nanoTime() - beginNs);
            ReplaySummary summary =
                    new ReplaySummary(orders.size(), progress, statistics, IndependentCount.of(market, orders));
            print(summary.text(took, replay.backPressureEpisodes()));
            return isComplete && summary.isAsExpected();
        }
    }

    private Path progressFile(Path file) {
        return properties.progress() != null
                ? properties.progress()
                : file.resolveSibling(file.getFileName() + ".progress");
    }

    private boolean awaitRiskService() {
        long beginNs = System.nanoTime();
        while (!flow.isUp()) {
            if (System.nanoTime() - beginNs > properties.patience().toNanos()) {
                LOG.error("no risk service answered within {}", properties.patience());
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return true;
    }

    /** The summary is what the user asked for, not a remark about it: it does not go to the log. */
    private void print(String text) throws IOException {
        if (properties.summary() == null) {
            System.out.print(text);
            System.out.flush();
            return;
        }
        // Whoever waits for the file finds all of it.
        Path unfinished = Files.writeString(properties.summary().resolveSibling("summary.unfinished"), text);
        Files.move(unfinished, properties.summary(), StandardCopyOption.ATOMIC_MOVE);
    }
}
