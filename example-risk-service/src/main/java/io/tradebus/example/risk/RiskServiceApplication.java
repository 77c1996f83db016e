package io.tradebus.example.risk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.server.context.WebServerPortFileWriter;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Checks orders against limits. Talks UDP with the order gateway, or shares its driver; see application.yml. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class RiskServiceApplication {
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(RiskServiceApplication.class);
        if (System.getenv("PORTFILE") != null) {
            // Writes to the file that is named there which port was taken.
            application.addListeners(new WebServerPortFileWriter());
        }
        application.run(args);
    }
}
