package io.tradebus.spring.autoconfigure;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application with nothing but the bus, for other JVMs: it starts, and its process ends at once, as when it is killed. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class KilledApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(KilledApplication.class, arguments);
        Runtime.getRuntime().halt(0);
    }
}
