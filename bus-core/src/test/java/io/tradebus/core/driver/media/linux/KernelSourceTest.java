package io.tradebus.core.driver.media.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelSourceTest {
    private final List<String> reasons = new ArrayList<>();
    private final List<String> lacking = new ArrayList<>();

    /** What a jar has that was built well. */
    static final class Found implements KernelSource {
        @Override
        public boolean isPermitted() {
            return true;
        }

        @Override
        public Kernel newKernel() {
            return new FakeKernel();
        }
    }

    @Test
    void saysNothingWhereThereAreCalls() {
        assertThat(find(Found.class.getName(), 25, true)).isInstanceOf(Found.class);

        assertThat(reasons).isEmpty();
        assertThat(lacking).isEmpty();
    }

    @Test
    void saysThatAJarLacksWhatTheJavaRuntimeCouldUse() {
        assertThat(find("io.tradebus.Missing", 22, true)).isNull();

        assertThat(reasons).containsExactly("it takes Java 22, and a jar that was built on Java 22 or later");
        assertThat(lacking)
                .singleElement()
                .asString()
                .contains("built on Java 17 to 21", "Java 22 could use", "tradebus.datagram.io=nio");
    }

    @Test
    void doesNotWonderAboutAnOldJavaRuntimeOrCompiledClasses() {
        assertThat(find("io.tradebus.Missing", 21, true)).isNull();
        assertThat(find("io.tradebus.Missing", 25, false)).isNull();

        assertThat(reasons).hasSize(2);
        assertThat(lacking).isEmpty();
    }

    private KernelSource find(String implementation, int javaVersion, boolean isFromJar) {
        return KernelSource.find(implementation, javaVersion, isFromJar, reasons::add, lacking::add);
    }
}
