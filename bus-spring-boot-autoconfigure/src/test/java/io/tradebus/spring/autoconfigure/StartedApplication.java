package io.tradebus.spring.autoconfigure;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application with nothing but the bus, for other JVMs: it starts, says so, and ends. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartedApplication {
    static final String STARTED = "the application has started";

    public static void main(String[] arguments) {
        try (var context = SpringApplication.run(StartedApplication.class, arguments)) {
            System.out.println(STARTED + " with " + context.getBeanDefinitionCount() + " beans");
        }
    }
}
