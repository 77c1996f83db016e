package io.tradebus.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the build puts into jars: classes for Java 17 and, where Java can compile them, those for 22 and later besides. */
class BuiltJarsIT {
    private static final int CLASS_FILE = 0xCAFEBABE;
    private static final int JAVA_17 = 61;
    private static final int JAVA_22 = 66;
    private static final String LATER = "META-INF/versions/";
    private static final String CALLS = "META-INF/versions/22/io/tradebus/core/driver/media/linux/ForeignKernel.class";

    static Stream<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files
                    .filter(file -> file.getFileName().toString().matches("bus-(driver|core-[^-]+(-SNAPSHOT)?)\\.jar"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void runOnJava17AndHoldWhatLaterOnesCanUse(Path file) throws IOException {
        List<String> tooNew = new ArrayList<>();
        List<String> ofJava22 = new ArrayList<>();
        Attributes manifest;
        try (JarFile jar = new JarFile(file.toFile())) {
            manifest = jar.getManifest().getMainAttributes();
            for (JarEntry entry : jar.stream()
                    .filter(each -> each.getName().endsWith(".class"))
                    .toList()) {
                int version = classVersion(jar, entry);
                if (!entry.getName().startsWith(LATER) && version > JAVA_17) {
                    tooNew.add(entry.getName());
                }
                if (entry.getName().startsWith(LATER + 22) && version == JAVA_22) {
                    ofJava22.add(entry.getName());
                }
            }
        }

        assertThat(tooNew).isEmpty();
        if (Runtime.version().feature() >= 22) {
            assertThat(ofJava22).contains(CALLS);
        }
        assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
        if (file.endsWith("bus-driver.jar")) {
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
        }
    }

    private static int classVersion(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream bytes = jar.getInputStream(entry);
                DataInputStream data = new DataInputStream(bytes)) {
            assertThat(data.readInt()).isEqualTo(CLASS_FILE);
            data.readUnsignedShort();
            return data.readUnsignedShort();
        }
    }
}
