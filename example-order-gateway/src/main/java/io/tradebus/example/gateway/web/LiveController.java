package io.tradebus.example.gateway.web;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * {@code GET /live}: Server-Sent Events for the page. An event {@code history} with the last two minutes first, then an
 * event {@code sample} several times a second.
 */
@RestController
class LiveController {
    private static final long NO_TIMEOUT = 0;
    private static final int HISTORY_LENGTH = 480;
    private static final long PERIOD_MS = 250;

    private final LiveSampler sampler;
    private final Deque<LiveSample.Pace> history = new ArrayDeque<>();
    private final List<SseEmitter> pages = new CopyOnWriteArrayList<>();

    LiveController(LiveSampler sampler) {
        this.sampler = sampler;
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live() throws IOException {
        SseEmitter page = new SseEmitter(NO_TIMEOUT);
        page.onCompletion(() -> pages.remove(page));
        page.onError(failure -> pages.remove(page));
        synchronized (history) {
            page.send(SseEmitter.event().name("history").data(new ArrayList<>(history), MediaType.APPLICATION_JSON));
            pages.add(page);
        }
        return page;
    }

    @Scheduled(fixedRate = PERIOD_MS)
    void publish() {
        LiveSample sample = sampler.sample();
        synchronized (history) {
            history.addLast(sample.pace());
            if (history.size() > HISTORY_LENGTH) {
                history.removeFirst();
            }
        }
        for (SseEmitter page : pages) {
            send(page, sample);
        }
    }

    /** Lets the web server stop: it would wait for pages that never end by themselves. */
    @EventListener(ContextClosedEvent.class)
    void onStop() {
        pages.forEach(SseEmitter::complete);
    }

    private void send(SseEmitter page, LiveSample sample) {
        try {
            page.send(SseEmitter.event().name("sample").data(sample, MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException gone) {
            // The page was closed; nobody is left to be told.
            pages.remove(page);
        }
    }
}
