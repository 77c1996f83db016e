package io.tradebus.spring.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Turns {@link BusTest} into properties. */
final class BusTestContextBootstrapper extends TestSliceTestContextBootstrapper<BusTest> {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    @Override
    protected String @Nullable [] getProperties(Class<?> testClass) {
        BusTest test = TestContextAnnotationUtils.findMergedAnnotation(testClass, BusTest.class);
        if (test == null) {
            return super.getProperties(testClass);
        }
        List<String> all = new ArrayList<>(List.of(
                "bus.enabled=true",
                "bus.tuning=low-cpu",
                "bus.preflight=off",
                "bus.driver.mode=embedded",
                // Another name for each context, while tests with the same annotation still share one.
                "bus.driver.directory=" + parent().resolve("bus-test-${random.uuid}"),
                "bus.driver.delete-on-stop=true",
                "bus.driver.term-length=64KB",
                "bus.driver.low-storage-warning=0B",
                "bus.driver.threading=" + (test.stepped() ? "invoker" : "shared")));
        for (String stream : test.streams()) {
            all.addAll(StreamOfTest.parse(stream).properties());
        }
        all.addAll(List.of(test.properties()));
        return all.toArray(String[]::new);
    }

    private static Path parent() {
        return Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
                ? SHARED_MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
