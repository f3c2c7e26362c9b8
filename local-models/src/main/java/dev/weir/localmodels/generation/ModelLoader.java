package dev.weir.localmodels.generation;

import dev.weir.localmodels.ChatTemplateException;
import dev.weir.localmodels.EngineOptions;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.ModelDescription;
import dev.weir.localmodels.ModelSource;
import dev.weir.localmodels.generation.LoadedModel.Computation;
import dev.weir.localmodels.generation.LoadedModel.Language;
import dev.weir.localmodels.gguf.GgufFile;
import dev.weir.localmodels.gguf.MalformedGgufException;
import dev.weir.localmodels.importer.Hyperparameters;
import dev.weir.localmodels.importer.ImportedModel;
import dev.weir.localmodels.importer.ModelImportException;
import dev.weir.localmodels.importer.ModelImporter;
import dev.weir.localmodels.onnx.OnnxSession;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import dev.weir.localmodels.tokenizer.ChatTemplate;
import dev.weir.localmodels.tokenizer.Tokenizer;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;

/** Puts a model together from its file. Stateless. */
public final class ModelLoader {

    private ModelLoader() {}

    /**
     * Imports, if need be, and loads a model.
     *
     * @throws ModelImportException if the file is damaged or of a kind that is not supported
     * @throws IOException if the file or the cache cannot be read or written
     */
    public static LocalModel load(ModelSource source, EngineOptions options) throws IOException {
        try (GgufFile file = GgufFile.open(source.gguf())) {
            ImportedModel imported = ModelImporter.importModel(
                    file, source.sha256(), options.cacheDir().resolve("imports"));
            Language language = language(file, options);
            try {
                requireSameVocabulary(language.tokenizer(), imported.hyperparameters());
                return assemble(source, options, imported, language);
            } catch (RuntimeException | Error failure) {
                language.tokenizer().close();
                throw failure;
            }
        } catch (MalformedGgufException | ChatTemplateException failure) {
            throw new ModelImportException("the model file cannot be used: " + failure.getMessage());
        }
    }

    private static Language language(GgufFile file, EngineOptions options) {
        Tokenizer tokenizer = Tokenizer.of(file, options.cacheDir().resolve("native"));
        try {
            return new Language(tokenizer, ChatTemplate.of(file, tokenizer, Clock.system(ZoneId.systemDefault())));
        } catch (RuntimeException | Error failure) {
            tokenizer.close();
            throw failure;
        }
    }

    private static LocalModel assemble(
            ModelSource source, EngineOptions options, ImportedModel imported, Language language) {
        Hyperparameters model = imported.hyperparameters();
        int window = Math.min(options.contextWindow(), model.context());
        ModelDescription description = new ModelDescription(
                source.id(), window, model.vocabulary(), model.architecture().key(), source.sha256());
        OnnxSession session = OnnxSession.open(
                imported.graph(options.precision()),
                new OnnxSessionOptions(options.threads(), OnnxSessionOptions.DEFAULT_SPIN));
        Decoder decoder = new Decoder(session, model);
        GenerationEngine engine = GenerationEngine.start(
                model, window, decoder, language.tokenizer(), new WaitingRoom(options.slots(), options.queue()));
        return new LoadedModel(description, language, new Computation(session, decoder, engine));
    }

    private static void requireSameVocabulary(Tokenizer tokenizer, Hyperparameters model) {
        if (tokenizer.vocabularySize() != model.vocabulary()) {
            throw new ModelImportException("the model file's tokenizer has %d tokens, but its embeddings %d"
                    .formatted(tokenizer.vocabularySize(), model.vocabulary()));
        }
    }
}
