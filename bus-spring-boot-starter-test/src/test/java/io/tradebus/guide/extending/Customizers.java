package io.tradebus.guide.extending;

import io.tradebus.spring.autoconfigure.BusDriverCustomizer;
import io.tradebus.spring.autoconfigure.BusListenerCustomizer;
import io.tradebus.spring.autoconfigure.BusStreamCustomizer;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// tag::customizers[]
@Configuration(proxyBeanMethods = false)
class Customizers {
    @Bean
    BusStreamCustomizer oneWriterForPrices() {
        return stream -> stream.name().startsWith("price-") ? stream.withExclusive(true) : stream;
    }

    @Bean
    BusListenerCustomizer moreTimeToFinish() {
        return (listener, options) ->
                listener.startsWith("booking") ? options.withDrainTimeout(Duration.ofMinutes(1)) : options;
    }

    @Bean
    BusDriverCustomizer logsThatHaveTheirMemory() {
        return driver -> driver.withLog(driver.log().withSparse(false));
    }
}
// end::customizers[]
