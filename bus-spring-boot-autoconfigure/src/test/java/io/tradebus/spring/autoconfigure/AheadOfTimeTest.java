package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.sbe.MessageHeaderDecoder;
import io.tradebus.spring.sbe.OrderDecoder;
import java.lang.reflect.Method;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** What is written and hinted at when an application with the bus is processed ahead of time. Nothing is started. */
class AheadOfTimeTest {
    private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
    private RuntimeHints hints;

    record Fill(int price) {}

    static class Desk {
        Desk(@BusPublication("fills") BusPublisher fills) {}

        @BusListener(id = "orders", streams = "orders")
        void onOrder(OrderDecoder order, BusHeader header) {}

        @BusListener(id = "fills", streams = "fills")
        void onFill(Fill fill) {}

        @BusListener(id = "times", streams = "fills")
        void onTime(Timestamp time) {}
    }

    @BeforeEach
    void process() {
        var context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(
                        "bus.streams.orders.channel=ipc",
                        "bus.streams.orders.stream-id=1",
                        "bus.streams.fills.channel=ipc",
                        "bus.streams.fills.stream-id=2")
                .applyTo(context);
        context.register(
                BusAutoConfiguration.class,
                BusListenerAutoConfiguration.class,
                BusProtobufAutoConfiguration.class,
                Desk.class);
        var generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("io.tradebus.spring.autoconfigure", "Application")), files);
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();
        hints = generation.getRuntimeHints();
        new BusRuntimeHints().registerHints(hints, null);
    }

    @Test
    void writesOutTheBeansOfPublishersWithTheirStreams() throws Exception {
        var all = new StringBuilder();
        for (String file : files.getGeneratedFiles(Kind.SOURCE).keySet()) {
            all.append(files.getGeneratedFileContent(Kind.SOURCE, file));
        }

        assertThat(all).contains("busPublisher.orders", "busPublisher.fills", "addIndexedArgumentValue(0, \"fills\")");
    }

    @Test
    void hintsAtMethodsOfListenersAndWhatTheyTake() throws Exception {
        Method onOrder = Desk.class.getDeclaredMethod("onOrder", OrderDecoder.class, BusHeader.class);

        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(onOrder))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(OrderDecoder.class)
                        .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(MessageHeaderDecoder.class)
                        .withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Fill.class.getDeclaredMethod("price")))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(Timestamp.class)
                        .withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS))
                .accepts(hints);
    }

    @Test
    void hintsAtPropertiesAndAtWhatExportsThePackageOfTheBuffers() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(BusProperties.class.getDeclaredConstructors()[0]))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(StreamProperties.class.getDeclaredConstructors()[0]))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(Class.forName("sun.misc.Unsafe"))
                        .withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS))
                .accepts(hints);
    }
}
