package io.tradebus.spring.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.RequestFailedException;
import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.core.BusRequests;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.support.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A service that replies by a method is killed and started again under load: who asks needs no restart, and each request ends
 * exactly once. {@code -Dservice.kills=50} kills it more often.
 */
class KilledServiceIT {
    private static final int KILLS = Integer.getInteger("service.kills", 2);
    private static final int MOST_IN_FLIGHT = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final RequestContexts contexts = RequestContexts.overUdp();
    private final AtomicLong replied = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicInteger endedTwice = new AtomicInteger();
    private final Semaphore places = new Semaphore(MOST_IN_FLIGHT);

    static class Asking {}

    static class Quoting {
        @BusListener("quotes")
        String quote(String ask) {
            return ask + "!";
        }
    }

    /** The service. */
    static final class Service {
        private Service() {}

        public static void main(String[] arguments) {
            SpringApplication application = new SpringApplication(RequestContexts.Bus.class, Quoting.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.run(arguments);
        }
    }

    @AfterEach
    void close() {
        contexts.close();
    }

    @Test
    void eachRequestEndsOnceAndWhoAsksNeedsNoRestart() throws Exception {
        ConfigurableApplicationContext asking = contexts.start(Asking.class);
        BusTemplate bus = asking.getBean(BusTemplate.class);
        long asked = 0;
        for (int kill = 0; kill <= KILLS; kill++) {
            Path directory = contexts.newDirectory();
            Process service = start(directory);
            try {
                long before = replied.get();
                long beganNs = System.nanoTime();
                while (replied.get() < before + 1_000) {
                    assertThat(service.isAlive()).isTrue();
                    assertThat(System.nanoTime() - beganNs).isLessThan(TimeUnit.MINUTES.toNanos(2));
                    ask(bus, "ask " + asked++);
                }
            } finally {
                kill(service, directory);
            }
        }
        places.acquire(MOST_IN_FLIGHT);

        RequestCounts counts = asking.getBean(BusRequests.class).counts("quotes");
        System.out.println(asked + " asked: " + counts);
        assertThat(endedTwice).hasValue(0);
        assertThat(replied.get() + failed.get()).isEqualTo(asked);
        assertThat(replied).hasValue(counts.replied());
        assertThat(counts.replied() + counts.timedOut() + counts.lost()).isEqualTo(counts.sent());
        assertThat(counts.unknown()).isZero();
    }

    private void ask(BusTemplate bus, String text) throws InterruptedException {
        places.acquire();
        AtomicInteger ends = new AtomicInteger();
        bus.request("quotes", text, String.class, TIMEOUT).whenComplete((reply, failure) -> {
            if (ends.incrementAndGet() > 1) {
                endedTwice.incrementAndGet();
            } else if (failure == null && reply.equals(text + "!")) {
                replied.incrementAndGet();
            } else if (failure instanceof RequestFailedException) {
                failed.incrementAndGet();
            }
            places.release();
        });
    }

    private Process start(Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Service.class.getName()));
        for (String setting : contexts.settings(directory)) {
            command.add("--" + setting);
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void kill(Process service, Path directory) throws Exception {
        service.destroyForcibly();
        Await.until("it is dead", () -> !service.isAlive());
        FileSystemUtils.deleteRecursively(directory);
    }
}
