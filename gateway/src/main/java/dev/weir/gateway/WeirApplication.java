package dev.weir.gateway;

import dev.weir.gateway.detection.DetectionModelAhead;
import dev.weir.gateway.inference.local.LocalModelAhead;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the gateway. */
@SpringBootApplication
public class WeirApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(WeirApplication.class, arguments);
    }

    /**
     * Starts the gateway in this process; it ends when the context is closed.
     *
     * @param arguments properties in the form {@code --name=value}; they win over every file
     * @param defaults properties that any file wins over
     * @param listeners told about start, failure and end
     */
    public static ConfigurableApplicationContext start(
            List<String> arguments, Map<String, Object> defaults, List<ApplicationListener<?>> listeners) {
        SpringApplication application = new SpringApplication(WeirApplication.class);
        application.setMainApplicationClass(WeirApplication.class);
        application.setDefaultProperties(defaults);
        application.addInitializers(new LocalModelAhead(), new DetectionModelAhead());
        listeners.forEach(application::addListeners);
        return application.run(arguments.toArray(String[]::new));
    }
}
