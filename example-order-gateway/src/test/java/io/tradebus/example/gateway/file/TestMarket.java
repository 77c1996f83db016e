package io.tradebus.example.gateway.file;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The limits as the applications read them, without an application. */
public final class TestMarket {
    private TestMarket() {}

    public static MarketProperties load() {
        StandardEnvironment environment = new StandardEnvironment();
        try {
            new YamlPropertySourceLoader()
                    .load("limits", new ClassPathResource("risk-limits.yml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        return Binder.get(environment).bind("risk", MarketProperties.class).get();
    }
}
