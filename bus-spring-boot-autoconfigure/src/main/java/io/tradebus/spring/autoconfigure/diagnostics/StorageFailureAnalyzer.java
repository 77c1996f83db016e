package io.tradebus.spring.autoconfigure.diagnostics;

import io.tradebus.core.StorageException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** There is not enough space for the files of the driver, or they could not be created. */
final class StorageFailureAnalyzer extends AbstractFailureAnalyzer<StorageException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StorageException cause) {
        if (cause.neededBytes() == StorageException.UNKNOWN) {
            return new FailureAnalysis(
                    "A file of the driver could not be used: " + cause.getMessage(),
                    "Make " + cause.path() + " (bus.driver.directory) a directory that this user may write to.",
                    cause);
        }
        String description = Actions.problemOf(cause.getMessage()) + " In full: needed are " + cause.neededBytes()
                + " bytes, usable are " + cause.usableBytes()
                + ". A log takes three terms for each publication; nothing was created.";
        String action = Actions.oneOf(
                "use smaller terms: bus.driver.term-length, or bus.streams.<name>.term-length",
                "make the shared memory larger (docker: --shm-size; Kubernetes: an emptyDir with medium Memory on /dev/shm)",
                "put the driver elsewhere: bus.driver.directory",
                "start without the check: bus.driver.storage-check=warn, and risk that the process is killed later");
        return new FailureAnalysis(description, action, cause);
    }
}
