package io.tradebus.spring.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.support.Await;
import io.tradebus.spring.support.DriverDirectories;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.samples.SampleListeners;
import org.springframework.util.FileSystemUtils;

class FrameworkClassesTest {
    @Test
    void areThoseOfTheLibraryAndOfSpringUnlessAnApplicationIsBelowIt() {
        assertThat(FrameworkClasses.contain(GenericApplicationContext.class)).isTrue();
        assertThat(FrameworkClasses.contain(SampleListeners.OfSpring.class)).isTrue();
        assertThat(FrameworkClasses.contain(PropertyPlaceholderAutoConfiguration.class))
                .isTrue();
        assertThat(FrameworkClasses.contain(BusTemplate.class)).isTrue();
        assertThat(FrameworkClasses.contain(BusAutoConfiguration.class)).isTrue();

        assertThat(FrameworkClasses.contain(SampleListeners.class)).isFalse();
        assertThat(FrameworkClasses.contain(FrameworkClassesTest.class))
                .as("of an application in a package of the library's name")
                .isFalse();
    }

    @Test
    void aComponentInAPackageBelowSpringsHasItsListeners() throws IOException {
        Path parent = DriverDirectories.create();
        try {
            ListenerBeans.runner(parent).withBean(SampleListeners.class).run(context -> {
                assertThat(context).hasNotFailed();
                ListenerBeans.send(context, "orders", "hello");

                SampleListeners bean = context.getBean(SampleListeners.class);
                Await.until("it has arrived", () -> bean.texts.contains("hello"));
            });
        } finally {
            FileSystemUtils.deleteRecursively(parent);
        }
    }
}
