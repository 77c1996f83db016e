package io.tradebus.spring.autoconfigure;

import io.tradebus.spring.convert.JacksonBusConverter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** JSON payloads, with the mapper of the application. */
@AutoConfiguration(
        before = BusAutoConfiguration.class,
        afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(JsonMapper.class)
@ConditionalOnBean(JsonMapper.class)
@ConditionalOnBooleanProperty(name = "bus.enabled", matchIfMissing = true)
public final class BusJacksonAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    JacksonBusConverter jacksonBusConverter(JsonMapper mapper) {
        return new JacksonBusConverter(mapper);
    }
}
