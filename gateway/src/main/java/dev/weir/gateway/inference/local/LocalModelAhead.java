package dev.weir.gateway.inference.local;

import dev.weir.gateway.startup.HeadStart;
import dev.weir.localmodels.LocalModel;
import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Begins to load the local model before there are beans. Settings that can't be read begin nothing: the model's own bean
 * fails on them, with all that there is to say.
 */
public final class LocalModelAhead implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** A model that is being loaded. */
    record Loading(HeadStart<LocalModel> model) {}

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        LocalProperties properties;
        try {
            properties = Binder.get(environment).bindOrCreate("weir.local", LocalProperties.class);
        } catch (BindException unreadable) {
            return;
        }
        Path models =
                Path.of(environment.getRequiredProperty("weir.models-dir")).toAbsolutePath();
        context.getBeanFactory()
                .registerSingleton(
                        "localModelAhead",
                        new Loading(HeadStart.on(
                                "weir-local-model", () -> LocalModelConfiguration.load(properties, models))));
    }
}
