package io.tradebus.spring.request;

import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusJacksonAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.support.DriverDirectories;
import io.tradebus.spring.support.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** Applications with the stream of requests {@code quotes}, each with a driver of its own unless they meet over IPC. */
final class RequestContexts implements AutoCloseable {
    static final int REQUEST_STREAM = 10;
    static final int REPLY_STREAM = 20;

    private final Path parent = DriverDirectories.create();
    private final List<ConfigurableApplicationContext> open = new ArrayList<>();
    private final List<String> stream;
    private final String requestChannel;
    private final String replyChannel;
    private int drivers;

    private RequestContexts(List<String> stream, String requestChannel, String replyChannel) {
        this.stream = stream;
        this.requestChannel = requestChannel;
        this.replyChannel = replyChannel;
    }

    static RequestContexts overIpc() {
        return new RequestContexts(
                List.of("bus.streams.quotes.channel=ipc"), "aeron:ipc", "aeron:ipc?control-mode=response");
    }

    static RequestContexts overUdp() {
        String requests = "127.0.0.1:" + FreePorts.next();
        String replies = "127.0.0.1:" + FreePorts.next();
        return new RequestContexts(
                List.of(
                        "bus.streams.quotes.channel=udp://" + requests,
                        "bus.streams.quotes.request.reply-control=" + replies),
                "aeron:udp?endpoint=" + requests,
                "aeron:udp?control-mode=response|control=" + replies);
    }

    /** Where requests go, as a client says it that knows nothing of Spring. */
    String requestChannel() {
        return requestChannel;
    }

    /** Where replies go, for both sides. */
    String replyChannel() {
        return replyChannel;
    }

    @ImportAutoConfiguration({
        BusAutoConfiguration.class,
        BusJacksonAutoConfiguration.class,
        BusListenerAutoConfiguration.class
    })
    static class Bus {
        @Bean
        JsonMapper jsonMapper() {
            return JsonMapper.builder().build();
        }
    }

    /** An application with a driver of its own in its process. */
    ConfigurableApplicationContext start(Class<?> bean, String... properties) {
        return start(bean, newDirectory(), properties);
    }

    /** An application that meets another one in its driver's shared memory. */
    ConfigurableApplicationContext startBeside(Class<?> bean, String... properties) {
        return start(
                bean,
                sharedDriver(),
                concat(List.of(properties), List.of("bus.driver.mode=external")).toArray(String[]::new));
    }

    /** Where the driver is that applications share that are started beside another. */
    Path sharedDriver() {
        return parent.resolve("driver0");
    }

    private ConfigurableApplicationContext start(Class<?> bean, Path directory, String... properties) {
        List<String> settings = concat(settings(directory), List.of(properties));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Bus.class, bean)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties(settings.toArray(String[]::new))
                .run();
        open.add(context);
        return context;
    }

    /** What is configured of the bus, each as {@code name=value}. */
    List<String> settings(Path directory) {
        return concat(
                stream,
                List.of(
                        "bus.driver.directory=" + directory,
                        "bus.driver.low-storage-warning=0B",
                        "bus.streams.quotes.stream-id=" + REQUEST_STREAM,
                        "bus.streams.quotes.term-length=64KB",
                        "bus.streams.quotes.request.reply-stream-id=" + REPLY_STREAM,
                        "bus.streams.quotes.request.timeout=10s"));
    }

    /** A place for the driver of an application in another process. */
    Path newDirectory() {
        return parent.resolve("driver" + drivers++);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        try {
            FileSystemUtils.deleteRecursively(parent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
