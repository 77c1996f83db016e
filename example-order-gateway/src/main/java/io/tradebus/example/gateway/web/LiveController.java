package io.tradebus.example.gateway.web;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
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
    private final LivePages pages = new LivePages();

    LiveController(LiveSampler sampler) {
        this.sampler = sampler;
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live() throws IOException {
        if (pages.isFull()) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, LivePages.MOST + " pages are open; close one of them");
        }
        SseEmitter page = new SseEmitter(NO_TIMEOUT);
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
        pages.send("sample", sample);
    }

    /** Lets the web server stop: it would wait for pages that never end by themselves. */
    @EventListener(ContextClosedEvent.class)
    void onStop() {
        pages.close();
    }
}
