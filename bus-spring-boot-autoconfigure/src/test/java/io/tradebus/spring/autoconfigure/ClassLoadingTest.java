package io.tradebus.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

class ClassLoadingTest {
    private final ClassLoading loading = new ClassLoading();

    @AfterEach
    void isAsBefore() {
        contextIsThere(Map.of());
    }

    @Test
    void loadsAllThatIsNamedWhereTheBusIsUsed() {
        contextIsThere(Map.of("bus.enabled", "true"));

        assertThat(ClassLoading.load(ClassLoading.NAMES)).isGreaterThan(1_000);
    }

    @Test
    void loadsNothingMoreOnceItIsKnownThatTheBusIsTurnedOff() {
        contextIsThere(Map.of("bus.enabled", "false"));

        assertThat(ClassLoading.load(ClassLoading.NAMES)).isZero();
    }

    @Test
    void isNoFaultWithoutNames() {
        assertThat(ClassLoading.load("none.txt")).isZero();
    }

    private void contextIsThere(Map<String, Object> properties) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        loading.onApplicationEvent(
                new ApplicationContextInitializedEvent(new SpringApplication(), new String[0], context));
    }
}
