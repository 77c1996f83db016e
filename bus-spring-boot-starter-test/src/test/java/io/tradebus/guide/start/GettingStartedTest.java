package io.tradebus.guide.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The page "Getting started" leads to an application that works: its classes, with the settings it shows. */
@ExtendWith(OutputCaptureExtension.class)
class GettingStartedTest {
    private static final Path PAGE = Path.of("../docs/guide/getting-started.md");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml$(.*?)^```$");

    @Test
    void theApplicationOfThePageReceivesWhatItSends(@TempDir Path directory, CapturedOutput output) throws Exception {
        Path settings = directory.resolve("application.yml");
        Matcher yaml = YAML.matcher(Files.readString(PAGE));
        assertThat(yaml.find()).isTrue();
        Files.writeString(settings, yaml.group(1));
        try (var context = SpringApplication.run(
                DemoApplication.class,
                "--spring.config.location=file:" + settings,
                "--bus.preflight=off",
                "--bus.template.send-timeout=30s")) {
            var bus = context.getBean(BusTemplate.class);
            long behind = bus.publisher("orders").position();
            assertThat(bus.awaitConsumed("orders", behind, Duration.ofSeconds(30)))
                    .isTrue();
            assertThat(context.getBean(BusListenerRegistry.class).listeners())
                    .extracting(listener -> listener.id())
                    .containsExactly("order-listener-on-order");
        }
        assertThat(output).contains("received 'buy 100 ABC' at position 64");
    }
}
