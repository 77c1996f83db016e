package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriverProcessIT {
    @ParameterizedTest
    @EnumSource(Maker.class)
    void saysWhyADriverDidNotStart(Maker maker) {
        try (DriverProcess driver = maker.driver(Map.of("aeron.dir", "/dev/null/driver"))) {
            assertThatThrownBy(driver::awaitStart)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("instead of starting; output:")
                    .hasMessageContaining("/dev/null");
        }
    }

    @ParameterizedTest
    @EnumSource(Maker.class)
    void isClosedOnce(Maker maker) {
        DriverProcess driver = maker.driver(Map.of());
        driver.awaitStart();

        driver.close();
        driver.close();

        assertThat(driver.process().isAlive()).isFalse();
        assertThat(driver.directory().getParent()).doesNotExist();
    }
}
