package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.JsonReader;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.agrona.IoUtil;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams with several destinations as a driver of ours and a stock one count them. */
class StreamsToolIT {
    private static final int STREAM = 1001;

    /** Who made the driver. */
    enum DriverMaker {
        US {
            @Override
            AutoCloseable start(Path directory) {
                DriverConfig config = DriverConfig.defaults(directory);
                return Driver.start(config.withLog(config.log().withTermLength(64 << 10))
                        .withCounters(config.counters().withValuesLength(1 << 20))
                        .withThreading(config.threading().withMode(ThreadingMode.SHARED)));
            }
        },
        STOCK {
            @Override
            AutoCloseable start(Path directory) {
                return MediaDriver.launch(new MediaDriver.Context()
                        .aeronDirectoryName(directory.toString())
                        .publicationTermBufferLength(64 << 10)
                        .counterValuesBufferLength(1 << 20)
                        .threadingMode(io.aeron.driver.ThreadingMode.SHARED));
            }
        };

        abstract AutoCloseable start(Path directory);
    }

    @ParameterizedTest
    @EnumSource
    void showsDestinationsOnBothSidesAndWhoHoldsThemUp(DriverMaker maker) throws Exception {
        Path directory = TestDirectories.create();
        try (AutoCloseable driver = maker.start(directory);
                Aeron client = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory.toString()));
                Subscription subscription = client.addSubscription("aeron:udp?control-mode=manual", STREAM);
                Publication publication = client.addPublication("aeron:udp?control-mode=manual|fc=min", STREAM)) {
            assertThat(driver).isNotNull();
            subscription.addDestination("aeron:udp?endpoint=127.0.0.1:0");
            subscription.addDestination("aeron:udp?endpoint=127.0.0.1:0");
            Await.until(
                    "both are bound", () -> subscription.localSocketAddresses().size() == 2);
            List<String> bound = subscription.localSocketAddresses();
            bound.forEach(address -> publication.addDestination("aeron:udp?endpoint=" + address));
            Await.until("it is connected", () -> publication.isConnected() && subscription.imageCount() == 1);

            UnsafeBuffer message = new UnsafeBuffer(new byte[1000]);
            Await.until("the publisher waits for receivers", () -> {
                publication.offer(message);
                return stream(directory, "publication").get("limitedBy").equals("receivers");
            });
            Map<String, Object> sent = endpoint(stream(directory, "publication"));
            Map<String, Object> received = endpoint(stream(directory, "image"));
            assertThat(sent).containsEntry("destinations", 2L);
            assertThat(received).doesNotContainKey("destinations");
            assertThat(received.get("localAddresses"))
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .hasSameElementsAs(bound);
            Await.until(
                    "the image waits for its subscriber",
                    () -> stream(directory, "image").get("limitedBy").equals("subscriber"));

            publication.removeDestination("aeron:udp?endpoint=" + bound.get(0));
            Await.until(
                    "one is gone",
                    () -> endpoint(stream(directory, "publication"))
                            .get("destinations")
                            .equals(1L));
        }
        IoUtil.delete(directory.toFile(), true);
    }

    private static Map<String, Object> stream(Path directory, String kind) {
        ToolRun run = new ToolRun(SystemEpochClock.INSTANCE).of("streams", "--dir=" + directory, "--json");
        return JsonReader.objects(JsonReader.object(run.out()), "streams").stream()
                .filter(stream -> stream.get("kind").equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> endpoint(Map<String, Object> stream) {
        return (Map<String, Object>) stream.get("endpoint");
    }
}
