package dev.weir.gateway.inference.local;

import dev.weir.gateway.settings.Directories;
import dev.weir.localmodels.EngineOptions;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.LocalModels;
import dev.weir.localmodels.ModelSource;
import dev.weir.localmodels.catalog.InstalledModel;
import dev.weir.localmodels.catalog.ModelCatalog;
import dev.weir.localmodels.catalog.ModelManifest;
import dev.weir.localmodels.catalog.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LocalProperties.class)
class LocalModelConfiguration {

    /** Takes the model whose loading began ahead of the context, or loads it. */
    @Bean
    LocalModel localModel(LocalProperties properties, Directories directories, Optional<LocalModelAhead.Loading> ahead)
            throws Exception {
        return ahead.isPresent() ? ahead.get().model().await() : load(properties, directories.models());
    }

    @Bean
    LocalModelBackend localModelBackend(LocalModel model, LocalProperties properties, InstantSource clock) {
        return new LocalModelBackend(model, properties.answer(), clock);
    }

    /** Loads the model; the first time it is imported, which takes some seconds. */
    static LocalModel load(LocalProperties properties, Path models) throws IOException {
        InstalledModel installed = installed(properties.model(), new ModelStore(models));
        EngineOptions options = new EngineOptions(
                properties.threadsHere(),
                properties.slots(),
                properties.queue(),
                properties.contextWindow(),
                properties.precision(),
                installed.folder());
        return LocalModels.load(new ModelSource(installed.id(), installed.file(), installed.sha256()), options);
    }

    private static InstalledModel installed(String id, ModelStore store) {
        ModelManifest manifest = ModelCatalog.builtIn()
                .find(id)
                .orElseThrow(() -> new LocalModelMissingException(
                        "`weir.local.model` names `" + id + "`, which is not in the catalogue",
                        "`./weir models list` shows what there is."));
        return store.find(manifest)
                .orElseThrow(() -> new LocalModelMissingException(
                        "the model `" + id + "` is not installed in " + store.folder(manifest),
                        "Pull it with `./weir models pull " + id + "`."));
    }
}
