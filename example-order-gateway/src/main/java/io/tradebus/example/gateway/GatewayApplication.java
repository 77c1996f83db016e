package io.tradebus.example.gateway;

import io.tradebus.example.gateway.replay.ReplayRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.server.context.WebServerPortFileWriter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Takes orders and has them checked. Talks UDP with the risk service, or shares a driver with it; see application.yml. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class GatewayApplication {
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(GatewayApplication.class);
        if (System.getenv("PORTFILE") != null) {
            // Writes to the file that is named there which port was taken.
            application.addListeners(new WebServerPortFileWriter());
        }
        ConfigurableApplicationContext context = application.run(args);
        if (context.getBean(ReplayRunner.class).isLastTask()) {
            System.exit(SpringApplication.exit(context));
        }
    }
}
