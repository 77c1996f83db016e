package io.tradebus.benchmarks.echo;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Through {@code @KafkaListener}, with the broker of spring-kafka's test module in the same process. */
public final class KafkaEcho implements Echo {
    private static final String REQUESTS = "requests";
    private static final String REPLIES = "replies";

    private final EmbeddedKafkaBroker broker;
    private final AnnotationConfigApplicationContext application;
    private final Asking asking;

    /** Starts the broker and the application. */
    public KafkaEcho() {
        broker = new EmbeddedKafkaKraftBroker(1, 1, REQUESTS, REPLIES);
        application = new AnnotationConfigApplicationContext();
        try {
            broker.afterPropertiesSet();
            application.registerBean(
                    EmbeddedKafkaBroker.class, () -> broker, definition -> definition.setDestroyMethodName(""));
            application.register(Application.class);
            application.refresh();
            asking = application.getBean(Asking.class);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void ask() throws InterruptedException {
        asking.ask();
    }

    @Override
    public void close() {
        application.close();
        broker.destroy();
    }

    /** Producers do not wait for more to send; all else is as the clients have it. */
    @Configuration(proxyBeanMethods = false)
    @EnableKafka
    static class Application {
        @Bean
        KafkaTemplate<byte[], byte[]> template(EmbeddedKafkaBroker broker) {
            return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            broker.getBrokersAsString(),
                            ProducerConfig.LINGER_MS_CONFIG,
                            0),
                    new ByteArraySerializer(),
                    new ByteArraySerializer()));
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<byte[], byte[]> kafkaListenerContainerFactory(
                EmbeddedKafkaBroker broker) {
            ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory =
                    new ConcurrentKafkaListenerContainerFactory<>();
            factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(
                    Map.of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            broker.getBrokersAsString(),
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                            "earliest"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer()));
            return factory;
        }

        @Bean
        Asking asking(KafkaTemplate<byte[], byte[]> template) {
            return new Asking(template);
        }

        @Bean
        Answering answering(KafkaTemplate<byte[], byte[]> template) {
            return new Answering(template);
        }
    }

    /** Asks, and hears the answers. */
    static class Asking {
        private final byte[] message = new byte[LENGTH];
        private final Replies replies = new Replies();
        private final KafkaTemplate<byte[], byte[]> template;

        Asking(KafkaTemplate<byte[], byte[]> template) {
            this.template = template;
        }

        void ask() throws InterruptedException {
            template.send(REQUESTS, message);
            replies.await();
        }

        @KafkaListener(topics = REPLIES, groupId = "asking")
        void onReply(byte[] reply) {
            replies.onReply();
        }
    }

    /** Sends back what it gets. */
    static class Answering {
        private final KafkaTemplate<byte[], byte[]> template;

        Answering(KafkaTemplate<byte[], byte[]> template) {
            this.template = template;
        }

        @KafkaListener(topics = REQUESTS, groupId = "answering")
        void onRequest(byte[] request) {
            template.send(REPLIES, request);
        }
    }
}
