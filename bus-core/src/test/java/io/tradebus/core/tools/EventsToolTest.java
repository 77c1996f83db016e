package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.driver.RawClient;
import io.tradebus.core.driver.ToolScene;
import io.tradebus.core.driver.event.EventFormat;
import io.tradebus.core.driver.event.EventSelection;
import io.tradebus.core.driver.event.EventWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsToolTest {
    private static final String ADD = "CMD_IN_ADD_PUBLICATION";
    private static final long OTHERS = EventSelection.parse("responses", problem -> {});

    private final ToolScene scene = new ToolScene();
    private final RawClient client = scene.newClient();
    private final Queue<Runnable> happening = new ArrayDeque<>();
    private long waitedMs;

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void switchesEventsOnAndOff() {
        happening.addAll(List.of(scene::run, scene::run));

        assertThat(events("--on=" + ADD).out()).isEqualTo("on: " + ADD + "\n");
        assertThat(events().out()).isEqualTo("on: " + ADD + "\n");
        assertThat(events("--off", "--json").out()).isEqualTo("{\"on\":\"\",\"dropped\":0}\n");
    }

    @Test
    void followsUntilItIsToEndAndLeavesEventsAsTheyWere() {
        happening.addAll(List.of(scene::run, this::publish, this::publish));

        ToolRun run = events("--on=" + ADD, "--follow");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.contains(ADD + " client=" + client.id()));
        assertThat(isOn()).as("until the driver looks at its timers").isTrue();
        scene.run();
        assertThat(isOn()).isFalse();
    }

    @Test
    void printsWhatHappenedWhileItWasToEnd() {
        happening.add(scene::run);

        ToolRun run = new ToolRun(this::nowMs)
                .pause(ms -> {
                    Runnable next = happening.poll();
                    (next == null ? (Runnable) this::publish : next).run();
                    return next != null;
                })
                .of("events", "--dir=" + scene.directory(), "--on=" + ADD, "--follow");

        assertThat(run.out().lines()).hasSize(1);
    }

    @Test
    void endsWithTheDriverAndPrintsTheLastOfIt() {
        happening.addAll(List.of(scene::run, () -> {
            publish();
            scene.close();
            waitedMs += 1_000;
        }));

        ToolRun run = new ToolRun(this::nowMs)
                .pause(ms -> {
                    Runnable next = happening.poll();
                    if (next != null) {
                        next.run();
                    }
                    return true;
                })
                .of("events", "--dir=" + scene.directory(), "--on=" + ADD, "--follow");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains(ADD));
    }

    @Test
    void leavesWhatSomebodyElseSelectedMeanwhile() {
        happening.addAll(List.of(scene::run, () -> select(OTHERS)));

        events("--on=" + ADD, "--follow");

        scene.run();
        assertThat(events().out()).contains("CMD_OUT_PUBLICATION_READY");
    }

    @Test
    void saysWhenADriverDoesNotSwitch() {
        ToolRun run = new ToolRun(this::nowMs)
                .pause(ms -> {
                    waitedMs += ms;
                    return true;
                })
                .of("events", "--dir=" + scene.directory(), "--on=" + ADD, "--follow");

        assertThat(run.status()).isNotZero();
        assertThat(run.err()).contains("has not switched its events within 10 s");
        scene.run();
        assertThat(isOn()).isFalse();
    }

    /** Runs the command; each time it waits something happens, and when nothing is left it is to end. */
    private ToolRun events(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "--dir=" + scene.directory();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new ToolRun(this::nowMs)
                .pause(ms -> {
                    Runnable next = happening.poll();
                    if (next != null) {
                        next.run();
                    }
                    return next != null;
                })
                .of("events", arguments);
    }

    private void publish() {
        client.addPublication("aeron:ipc", 1001);
        scene.run();
    }

    private boolean isOn() {
        try (EventWatch watch = EventWatch.open(scene.directory(), EventFormat.text())) {
            return watch.enabled() != 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void select(long events) {
        try (EventWatch watch = EventWatch.open(scene.directory(), EventFormat.text())) {
            watch.select(events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long nowMs() {
        return scene.nowMs() + waitedMs;
    }
}
