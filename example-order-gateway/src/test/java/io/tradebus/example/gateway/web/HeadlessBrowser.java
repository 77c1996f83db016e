package io.tradebus.example.gateway.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Headless Chromium with one page, looked at over its DevTools protocol. */
final class HeadlessBrowser implements AutoCloseable {
    private static final long PATIENCE_S = 60;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final Process process;
    private final WebSocket socket;
    private int lastId;

    HeadlessBrowser(String command, Path profile, URI page) throws IOException, InterruptedException {
        process = new ProcessBuilder(List.of(
                        command,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=1240,1500",
                        page.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        socket = http.newWebSocketBuilder()
                .buildAsync(pageSocket(profile, page), new Collector())
                .join();
    }

    /** The page as it is now. */
    String dom() throws InterruptedException {
        Map<String, Object> parameters = Map.of("expression", "document.documentElement.outerHTML");
        return call("Runtime.evaluate", parameters).at("/result/value").asString();
    }

    void screenshot(Path file) throws IOException, InterruptedException {
        String image = call("Page.captureScreenshot", Map.of()).get("data").asString();
        Files.write(file, Base64.getDecoder().decode(image));
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws InterruptedException {
        int id = ++lastId;
        Map<String, Object> request = Map.of("id", id, "method", method, "params", parameters);
        socket.sendText(json.writeValueAsString(request), true).join();
        while (true) {
            String message = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("the browser did not answer " + method);
            }
            JsonNode answer = json.readTree(message);
            if (answer.has("id") && answer.get("id").asInt() == id) {
                return answer.get("result");
            }
        }
    }

    /** The browser tells its port in a file, and the addresses of its pages over HTTP. */
    private URI pageSocket(Path profile, URI page) throws IOException, InterruptedException {
        Path portFile = profile.resolve("DevToolsActivePort");
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() - deadlineNs < 0) {
            List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
            if (!lines.isEmpty()) {
                URI pages = URI.create("http://localhost:" + lines.get(0) + "/json/list");
                String body = http.send(HttpRequest.newBuilder(pages).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
                for (JsonNode each : json.readTree(body)) {
                    if (each.get("url").asString().startsWith(page.toString())) {
                        return URI.create(each.get("webSocketDebuggerUrl").asString());
                    }
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("the browser did not open " + page);
    }

    /** Puts the parts of each message together. */
    private final class Collector implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                messages.add(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
