package io.tradebus.spring.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.support.DriverDirectories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Applications ask and reply to a peer that only knows the protocol, the stock client: it has the number of a request in
 * the reserved value of frames, and that is all.
 */
class StockPeersTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    /** Of several fragments. */
    private static final String LONG = "x".repeat(5_000);

    private final Path parent = DriverDirectories.create();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Which driver the application is on, and which the peer. */
    enum Drivers {
        OURS,
        STOCK,
        EACH_ITS_OWN
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        FileSystemUtils.deleteRecursively(parent);
    }

    static class Quotes {
        @BusListener("quotes")
        String quote(String ask) {
            return ask + "!";
        }
    }

    @ParameterizedTest
    @CsvSource({"IPC, OURS", "IPC, STOCK", "UDP, OURS", "UDP, STOCK", "UDP, EACH_ITS_OWN"})
    void aListenerRepliesWithTheNumberThatAStockClientHasSent(String media, Drivers drivers) {
        RequestContexts contexts = contexts(media);
        Path driver = start(contexts, drivers, Quotes.class).peerDriver;
        StockPeer peer = opened(new StockPeer(contexts, driver));
        Map<Long, String> requests =
                Map.of(1L, "a", -1L, "b", Long.MIN_VALUE, "c", Long.MAX_VALUE, "d", 0x0123456789ABCDEFL, LONG);

        Map<Long, String> expected = new HashMap<>(requests);
        expected.replaceAll((number, text) -> text + "!");
        assertThat(peer.ask(requests)).isEqualTo(expected);
    }

    static class Nobody {}

    @ParameterizedTest
    @CsvSource({"IPC, OURS", "IPC, STOCK", "UDP, OURS", "UDP, STOCK", "UDP, EACH_ITS_OWN"})
    void aStockClientRepliesBySendingTheNumberBack(String media, Drivers drivers) throws Exception {
        RequestContexts contexts = contexts(media);
        Started started = start(contexts, drivers, Nobody.class);
        opened(new StockPeer(contexts, started.peerDriver)).reply();
        BusTemplate bus = started.application.getBean(BusTemplate.class);

        assertThat(bus.requestAndWait("quotes", "a", String.class, TIMEOUT)).isEqualTo("a!");
        assertThat(bus.requestAndWait("quotes", LONG, String.class, TIMEOUT)).isEqualTo(LONG + "!");
        List<CompletableFuture<String>> replies = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            replies.add(bus.request("quotes", "b" + i, String.class, TIMEOUT));
        }
        for (int i = 0; i < replies.size(); i++) {
            assertThat(replies.get(i).get(1, TimeUnit.MINUTES)).isEqualTo("b" + i + "!");
        }
    }

    private record Started(ConfigurableApplicationContext application, Path peerDriver) {}

    private RequestContexts contexts(String media) {
        return opened(media.equals("IPC") ? RequestContexts.overIpc() : RequestContexts.overUdp());
    }

    private Started start(RequestContexts contexts, Drivers drivers, Class<?> bean) {
        Path own = parent.resolve("stock");
        return switch (drivers) {
            case OURS -> new Started(contexts.start(bean), contexts.sharedDriver());
            case STOCK -> {
                startStock(contexts.sharedDriver());
                yield new Started(opened(contexts.startBeside(bean)), contexts.sharedDriver());
            }
            case EACH_ITS_OWN -> {
                startStock(own);
                yield new Started(contexts.start(bean), own);
            }
        };
    }

    private void startStock(Path directory) {
        opened(MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.SHARED)
                .ipcTermBufferLength(64 << 10)
                .publicationTermBufferLength(64 << 10)));
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }
}
