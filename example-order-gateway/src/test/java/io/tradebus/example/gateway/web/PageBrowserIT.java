package io.tradebus.example.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.example.gateway.FreeChannels;
import io.tradebus.example.gateway.ScriptedRiskService;
import io.tradebus.example.gateway.TestMemory;
import io.tradebus.example.gateway.flow.OrderFlow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Looks at the page with headless Chromium, in the profile {@code browser}; {@code -Dbrowser.command} names another. */
@Tag("browser")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "bus.tuning=low-cpu")
@Import(ScriptedRiskService.class)
class PageBrowserIT {
    private static final int ACCEPTED = 30;
    private static final int REJECTED = 12;

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    private OrderFlow flow;

    @Autowired
    private ScriptedRiskService risk;

    @LocalServerPort
    private int port;

    @TempDir
    private Path profile;

    @DynamicPropertySource
    static void ownDirectoryAndChannels(DynamicPropertyRegistry registry) throws IOException {
        Path directory = TestMemory.directory();
        registry.add("bus.driver.directory", () -> directory.resolve("driver").toString());
        FreeChannels.register(registry);
    }

    @Test
    void showsOrdersAndDecisionsAsTheyHappen() throws IOException, InterruptedException {
        awaitRiskService();
        for (int i = 0; i < ACCEPTED; i++) {
            post("ALDER");
        }
        for (int i = 0; i < REJECTED; i++) {
            post(ScriptedRiskService.BAD);
        }

        URI address = URI.create("http://localhost:" + port + "/");
        try (HeadlessBrowser browser =
                new HeadlessBrowser(System.getProperty("browser.command", "chromium"), profile, address)) {
            String decisions = "<b id=\"decisions\">" + (ACCEPTED + REJECTED) + "</b>";
            assertThat(domWith(browser, decisions))
                    .contains("risk service: up")
                    .contains("page: live")
                    .contains("<b id=\"sent\">" + (ACCEPTED + REJECTED) + "</b>")
                    .contains("<b id=\"accepted\">" + ACCEPTED + "</b>")
                    .contains("<b id=\"rejected\">" + REJECTED + "</b>")
                    .contains("<td class=\"verdict-bad\">unknown instrument</td>")
                    .contains("<path class=\"area-good\"")
                    .contains("p99.9");
            assertThat(domWith(browser, "<td>received from 127.0.0.1:")).contains("<td>aeron:udp?endpoint=127.0.0.1:");

            post("ALDER");
            assertThat(domWith(browser, "<b id=\"accepted\">" + (ACCEPTED + 1) + "</b>"))
                    .contains("<b id=\"sent\">" + (ACCEPTED + REJECTED + 1) + "</b>");

            risk.silent(true);
            assertThat(domWith(browser, "risk service: lost")).contains("page: live");
            browser.screenshot(Path.of("target", "page.png"));
        }
    }

    private static String domWith(HeadlessBrowser browser, String text) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String dom = browser.dom();
        while (!dom.contains(text) && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            dom = browser.dom();
        }
        assertThat(dom).contains(text);
        return dom;
    }

    private void post(String symbol) throws IOException, InterruptedException {
        String order = "{\"account\":\"DESK01\",\"symbol\":\"" + symbol
                + "\",\"side\":\"BUY\",\"quantity\":100,\"price\":182.5}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/orders"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(order))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    private void awaitRiskService() {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!flow.isUp()) {
            assertThat(System.nanoTime()).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
