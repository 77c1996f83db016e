package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.ConversionException;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.convert.ProtobufBusConverter;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.FileSystemUtils;

class BusProtobufAutoConfigurationTest {
    private final Path directory = DriverDirectories.create();
    private final ApplicationContextRunner runner =
            BusContexts.in(directory).withConfiguration(AutoConfigurations.of(BusProtobufAutoConfiguration.class));

    static class Reader {
        final List<Timestamp> received = new CopyOnWriteArrayList<>();

        @BusListener(id = "reader", streams = "orders")
        void onTime(Timestamp time) {
            received.add(time);
        }
    }

    static class DateReader {
        @BusListener(id = "dates", streams = "orders")
        void onDate(Date date) {}
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "protobuf"})
    void carriesMessagesFromATemplateToAListener(String payload) {
        runner.withBean(Reader.class)
                .withPropertyValues("bus.streams.orders.payload=" + payload)
                .run(context -> {
                    BusTemplate bus = context.getBean(BusTemplate.class);
                    Reader reader = context.getBean(Reader.class);
                    Timestamp time = Timestamp.newBuilder().setSeconds(7).build();
                    Await.until("accepted", () -> bus.offer("orders", time).isAccepted());

                    Await.until("received", () -> !reader.received.isEmpty());
                    assertThat(reader.received).containsExactly(time);
                });
    }

    @Test
    void refusesOtherTypesOnAStreamOfMessages() {
        runner.withPropertyValues("bus.streams.orders.payload=protobuf")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(BusTemplate.class).offer("orders", new Date()))
                        .isInstanceOf(ConversionException.class)
                        .hasMessageContaining("stream 'orders' carries PROTOBUF")
                        .hasMessageContaining("bus.streams.orders.payload"));
    }

    @Test
    void failsWhenAListenerTakesWhatItsStreamDoesNotCarry() {
        runner.withBean(DateReader.class)
                .withPropertyValues("bus.streams.orders.payload=protobuf")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessageContaining("stream 'orders' carries PROTOBUF")
                        .hasMessageContaining("java.util.Date, which is JSON"));
        runner.withBean(Reader.class)
                .withPropertyValues("bus.streams.orders.payload=json")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(BusConfigurationException.class)
                        .hasMessageContaining("com.google.protobuf.Timestamp, which is PROTOBUF"));
    }

    @Test
    void isNotMissedWithoutTheLibrary() {
        runner.withClassLoader(new FilteredClassLoader("com.google.protobuf"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(BusTemplate.class)
                        .doesNotHaveBean(ProtobufBusConverter.class));
    }

    @Test
    void providesNothingWhenDisabled() {
        runner.withPropertyValues("bus.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ProtobufBusConverter.class));
    }

    @Test
    void leavesAUsersConverterAlone() {
        runner.withBean("mine", ProtobufBusConverter.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(ProtobufBusConverter.class)
                        .hasBean("mine"));
    }
}
