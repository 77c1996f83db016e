package io.tradebus.spring.autoconfigure;

import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.spring.autoconfigure.preflight.HostProbe;
import io.tradebus.spring.autoconfigure.preflight.PreflightCheck;
import java.nio.file.Path;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The look at the machine before the start. */
@AutoConfiguration(after = {BusAutoConfiguration.class, BusListenerAutoConfiguration.class})
@ConditionalOnClass(BusRuntime.class)
@ConditionalOnBooleanProperty(name = "bus.enabled", matchIfMissing = true)
public final class BusPreflightAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    PreflightCheck busPreflightCheck(DriverSetup busDriverSetup, BeanFactory beans) {
        HostProbe given = beans.getBeanProvider(HostProbe.class).getIfAvailable();
        return new PreflightCheck(
                new PreflightNeeds(busDriverSetup, beans),
                given == null ? new HostProbe(Path.of("/")) : given,
                busDriverSetup.mapper().properties().preflight());
    }
}
