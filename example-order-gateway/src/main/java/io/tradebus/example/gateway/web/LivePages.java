package io.tradebus.example.gateway.web;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The pages that are open. Sending waits for whoever reads, so each page is sent to by a thread of its own: one that does
 * not read holds up neither the others nor the caller, and misses what comes meanwhile, so that nothing piles up.
 */
final class LivePages {
    /** Most pages at a time. */
    static final int MOST = 64;

    private final Queue<Page> pages = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;

    private record Page(SseEmitter emitter, AtomicBoolean isSending) {}

    LivePages() {
        threads = new ThreadPoolExecutor(0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "live-page");
            thread.setDaemon(true);
            return thread;
        });
    }

    boolean isFull() {
        return pages.size() >= MOST;
    }

    void add(SseEmitter emitter) {
        Page page = new Page(emitter, new AtomicBoolean());
        emitter.onCompletion(() -> pages.remove(page));
        emitter.onError(failure -> pages.remove(page));
        pages.add(page);
    }

    /** Sends an event to each page that has taken the one before. Returns at once. */
    void send(String name, Object data) {
        for (Page page : pages) {
            if (page.isSending().compareAndSet(false, true)) {
                begin(page, () -> send(page, name, data));
            }
        }
    }

    /** Ends all pages, and the threads with them. Returns at once. */
    void close() {
        for (Page page : pages) {
            begin(page, page.emitter()::complete);
        }
        threads.shutdown();
    }

    private void begin(Page page, Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException tooMany) {
            // So many pages do not read that this one, too, has to miss an event; or all of them end.
            page.isSending().set(false);
        }
    }

    private void send(Page page, String name, Object data) {
        try {
            page.emitter().send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException gone) {
            // The page was closed; nobody is left to be told.
            pages.remove(page);
        } finally {
            page.isSending().set(false);
        }
    }
}
