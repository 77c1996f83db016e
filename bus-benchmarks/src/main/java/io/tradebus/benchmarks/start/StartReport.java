package io.tradebus.benchmarks.start;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Runs an application until it is ready, and says in one line what that took. */
public final class StartReport {
    /** What the line begins with; milliseconds since the start of the process and of processor time follow. */
    public static final String MARK = "ready after ";

    private StartReport() {}

    /** Starts an application, and ends the process once it is ready. */
    public static void run(Class<?> application, Map<String, Object> settings) {
        SpringApplication spring = new SpringApplication(application);
        spring.setDefaultProperties(settings);
        ApplicationListener<ApplicationReadyEvent> ready = event -> print();
        spring.addListeners(ready);
        System.exit(SpringApplication.exit(spring.run()));
    }

    private static void print() {
        long elapsedMs = ManagementFactory.getRuntimeMXBean().getUptime();
        long processorNs =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        System.out.println(MARK + elapsedMs + " " + TimeUnit.NANOSECONDS.toMillis(processorNs));
    }
}
