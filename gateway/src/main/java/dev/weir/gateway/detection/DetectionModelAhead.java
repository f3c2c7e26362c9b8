package dev.weir.gateway.detection;

import dev.weir.gateway.startup.HeadStart;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Begins to load the model of detection before there are beans; with settings that can't be read, its bean fails. */
public final class DetectionModelAhead implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** A model that is being loaded. */
    record Loading(HeadStart<DetectionModel> model) {}

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        DetectionProperties properties;
        try {
            properties = Binder.get(context.getEnvironment()).bindOrCreate("weir.detection", DetectionProperties.class);
        } catch (BindException unreadable) {
            return;
        }
        context.getBeanFactory()
                .registerSingleton(
                        "detectionModelAhead",
                        new Loading(HeadStart.on("weir-detection-model", () -> DetectionModel.open(properties))));
    }
}
