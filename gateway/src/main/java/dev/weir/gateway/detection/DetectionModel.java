package dev.weir.gateway.detection;

import dev.weir.localmodels.classify.ClassifierException;
import dev.weir.localmodels.classify.TokenClassifier;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import dev.weir.policy.detection.EntityModel;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RememberingModel;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that detection asks for what rules can't tell. One that can't be loaded doesn't stop the gateway: rules run,
 * and every inspection says that it is incomplete. Thread-safe; whoever opens it closes it.
 */
public final class DetectionModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DetectionModel.class);

    private final Optional<EntityModel> model;
    private final Runnable closing;

    private DetectionModel(Optional<EntityModel> model, Runnable closing) {
        this.model = model;
        this.closing = closing;
    }

    /** Stands for a model that isn't there. */
    private record Missing() implements EntityModel {

        @Override
        public String name() {
            return "none";
        }

        @Override
        public List<Span> spans(String text) {
            throw new ModelNotLoadedException();
        }
    }

    /** Loads what the settings name; never fails. */
    public static DetectionModel open(DetectionProperties properties) {
        return switch (properties.model()) {
            case BUNDLED -> bundled(properties);
            case NONE -> {
                LOG.warn("no model finds names (weir.detection.model is `none`): what it would have to judge stays");
                yield new DetectionModel(Optional.of(new Missing()), () -> {});
            }
            case RULES -> {
                LOG.warn("no model finds names (weir.detection.model is `rules`): names that no rule finds may leave");
                yield new DetectionModel(Optional.empty(), () -> {});
            }
        };
    }

    private static DetectionModel bundled(DetectionProperties properties) {
        try {
            TokenClassifier classifier = TokenClassifier.bundled(
                    new OnnxSessionOptions(properties.threadsHere(), OnnxSessionOptions.DEFAULT_SPIN));
            EntityModel model = new ClassifierModel(classifier, properties.timeLimit());
            return new DetectionModel(
                    Optional.of(new RememberingModel(model, properties.remembered())), classifier::close);
        } catch (ClassifierException | LinkageError | OutOfMemoryError failure) {
            LOG.error("the model that finds names can't be loaded: what it would have to judge stays", failure);
            return new DetectionModel(Optional.of(new Missing()), () -> {});
        }
    }

    /** Recognisers, completed by the model as the settings want it. */
    public RecogniserRegistry complete(RecogniserRegistry rules) {
        return model.map(rules::withModel).orElse(rules);
    }

    @Override
    public void close() {
        closing.run();
    }
}
