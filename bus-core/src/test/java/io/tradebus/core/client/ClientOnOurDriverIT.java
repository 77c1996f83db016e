package io.tradebus.core.client;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.LogConfig;
import io.tradebus.core.config.ThreadingConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.driver.Driver;
import java.nio.file.Path;
import org.agrona.IoUtil;

/** Our client on our driver. */
class ClientOnOurDriverIT extends ClientContract {
    private static final int TERM_LENGTH = 64 << 10;

    @Override
    TestDriver startDriver() {
        return new OurDriver(TestDriver.newDirectory());
    }

    private static final class OurDriver implements TestDriver {
        private final Path directory;
        private final Driver driver;

        OurDriver(Path directory) {
            this.directory = directory;
            driver = Driver.start(DriverConfig.defaults(directory)
                    .withLog(new LogConfig(TERM_LENGTH, TERM_LENGTH, 0, 0, 1408, 1408, true))
                    .withThreading(ThreadingConfig.DEFAULT.withMode(ThreadingMode.SHARED)));
        }

        @Override
        public Path directory() {
            return directory;
        }

        @Override
        public void stop() {
            driver.close();
        }

        @Override
        public void close() {
            driver.close();
            IoUtil.delete(directory.toFile(), true);
        }
    }
}
