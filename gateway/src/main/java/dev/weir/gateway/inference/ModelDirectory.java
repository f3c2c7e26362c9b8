package dev.weir.gateway.inference;

import dev.weir.policy.Facts;
import dev.weir.router.selection.RoutingRequest.Wanted;
import dev.weir.router.selection.Target;
import dev.weir.router.selection.Target.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The models there are, by every name that a client may use. Thread-safe. */
final class ModelDirectory implements TargetDirectory {

    private static final String UNKNOWN = "(unknown)";

    private final List<LocalBackend> locals;
    private final List<CloudProvider> clouds;
    private final ModelsProperties properties;
    private final Instant since;

    ModelDirectory(List<LocalBackend> locals, List<CloudProvider> clouds, ModelsProperties properties, Instant since) {
        this.locals = List.copyOf(locals);
        this.clouds = List.copyOf(clouds);
        this.properties = properties;
        this.since = since;
    }

    /** What a client means by a name, after aliases; an unknown name stays a {@link Wanted.Model}. */
    Wanted wanted(String name) {
        return switch (properties.aliases().getOrDefault(name, name)) {
            case "auto" -> new Wanted.Auto();
            case "local" -> new Wanted.AnyOf(Lane.LOCAL);
            case "cloud" -> new Wanted.AnyOf(Lane.CLOUD);
            case String id -> new Wanted.Model(id);
        };
    }

    /** A model's name as it may stand in the log: an unknown one could be anything, personal data too. */
    String recordable(String name) {
        boolean known = properties.aliases().containsKey(name)
                || !(wanted(name) instanceof Wanted.Model)
                || targets().stream().anyMatch(target -> target.id().equals(name));
        return known ? name : UNKNOWN;
    }

    @Override
    public List<Target> targets() {
        return Stream.concat(
                        locals.stream().map(LocalBackend::target),
                        clouds.stream().map(CloudProvider::target))
                .toList();
    }

    /** What policies see of the cloud models, preferred first. */
    List<Facts.Target> cloudFacts() {
        return clouds.stream().map(CloudProvider::facts).toList();
    }

    /** The local model that answers unless another is asked for. */
    LocalBackend defaultLocal() {
        return locals.getFirst();
    }

    /** The cloud model that comes first; empty where there is none. */
    Optional<CloudProvider> firstCloud() {
        return clouds.stream().findFirst();
    }

    Optional<LocalBackend> local(String id) {
        return locals.stream()
                .filter(backend -> backend.target().id().equals(id))
                .findFirst();
    }

    Optional<CloudProvider> cloud(String id) {
        return clouds.stream()
                .filter(provider -> provider.target().id().equals(id))
                .findFirst();
    }

    /** What {@code GET /v1/models} lists: routed names, models and aliases. */
    List<ListedModel> listed() {
        List<ListedModel> listed = new ArrayList<>();
        listed.add(new ListedModel("auto", "weir", since));
        listed.add(new ListedModel("local", "weir", since));
        if (!clouds.isEmpty()) {
            listed.add(new ListedModel("cloud", "weir", since));
        }
        for (Target target : targets()) {
            listed.add(new ListedModel(target.id(), target.lane() == Lane.LOCAL ? "weir-local" : "weir-cloud", since));
        }
        properties.aliases().keySet().stream()
                .sorted()
                .forEach(alias -> listed.add(new ListedModel(alias, "weir", since)));
        return List.copyOf(listed);
    }
}
