package io.tradebus.spring.autoconfigure;

import com.google.protobuf.MessageLite;
import io.tradebus.spring.convert.ProtobufBusConverter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Payloads that are messages of Protocol Buffers, where their library is. */
@AutoConfiguration(before = BusAutoConfiguration.class)
@ConditionalOnClass(MessageLite.class)
@ConditionalOnBooleanProperty(name = "bus.enabled", matchIfMissing = true)
public final class BusProtobufAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ProtobufBusConverter protobufBusConverter() {
        return new ProtobufBusConverter();
    }
}
