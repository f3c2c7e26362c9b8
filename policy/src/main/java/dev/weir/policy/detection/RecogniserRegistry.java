package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The recognisers that inspect a request, in packs that policy files name. Immutable, built once, thread-safe. */
public final class RecogniserRegistry {

    private final List<EntityRecogniser> recognisers;
    private final EntityCatalogue catalogue;
    private final Map<String, Double> thresholds;
    private final ModelEntities labels;
    private final Optional<EntityModel> model;
    private final AllowedTexts allowed;

    private RecogniserRegistry(List<EntityRecogniser> recognisers, ModelEntities labels) {
        this(recognisers, Map.of(), labels, Optional.empty(), AllowedTexts.NONE);
    }

    private RecogniserRegistry(
            List<EntityRecogniser> recognisers,
            Map<String, Double> thresholds,
            ModelEntities labels,
            Optional<EntityModel> model,
            AllowedTexts allowed) {
        this.recognisers = List.copyOf(recognisers);
        this.thresholds = Map.copyOf(thresholds);
        this.labels = labels;
        this.model = model;
        this.allowed = allowed;
        this.catalogue = new EntityCatalogue(
                Stream.concat(recognisers.stream().flatMap(r -> r.entities().stream()), labels.entities().stream())
                        .toList());
    }

    /** The packs that are in use where nobody chose: all that Weir ships but {@link #optionalPacks()}. */
    public static RecogniserRegistry standard() {
        return Standard.USUAL;
    }

    /** Every pack that Weir ships, the optional ones included. */
    public static RecogniserRegistry everything() {
        return Standard.ALL;
    }

    /** Packs that somebody has to ask for: what they find is in most texts, and telling on its own in few. */
    public static Set<String> optionalPacks() {
        return Set.of(Standard.HIPAA, ModelEntities.TRAITS);
    }

    /** Names of the packs that Weir ships, sorted. */
    public static Set<String> packs() {
        return new TreeSet<>(Standard.PACKS.keySet());
    }

    /**
     * The recognisers of some packs.
     *
     * @throws IllegalArgumentException a pack isn't one of {@link #packs()}
     */
    public static RecogniserRegistry ofPacks(Collection<String> names) {
        Set<String> known = packs();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown detection pack `" + name + "`; known: " + packs());
            }
        }
        return Standard.of(names);
    }

    /** A registry of any recognisers, without anything for a model to find. */
    public static RecogniserRegistry of(List<EntityRecogniser> recognisers) {
        return new RecogniserRegistry(recognisers, ModelEntities.NONE);
    }

    /** This registry with more recognisers. */
    public RecogniserRegistry with(Collection<? extends EntityRecogniser> more) {
        var all = new ArrayList<EntityRecogniser>(recognisers);
        all.addAll(more);
        return new RecogniserRegistry(all, thresholds, labels, model, allowed);
    }

    /**
     * This registry with a model for what no rule can tell. Where its packs have nothing for a model, none is asked.
     * Without one the rules stand alone, which is for whoever makes the registry to want.
     */
    public RecogniserRegistry withModel(EntityModel other) {
        return new RecogniserRegistry(recognisers, thresholds, labels, Optional.of(other), allowed);
    }

    /**
     * This registry without matches below their entity's threshold.
     *
     * @param least least score by entity name, in (0, 1]
     */
    public RecogniserRegistry withThresholds(Map<String, Double> least) {
        return new RecogniserRegistry(recognisers, least, labels, model, allowed);
    }

    /** This registry without matches of exactly these texts. */
    public RecogniserRegistry withAllowed(Collection<String> texts) {
        return new RecogniserRegistry(recognisers, thresholds, labels, model, AllowedTexts.of(texts));
    }

    public List<EntityRecogniser> recognisers() {
        return recognisers;
    }

    public EntityCatalogue catalogue() {
        return catalogue;
    }

    /** Whatever asks the model; nothing where there is none, or nothing for it to find. */
    Optional<ModelRecogniser> modelRecogniser() {
        return labels.isEmpty()
                ? Optional.empty()
                : model.map(present -> new ModelRecogniser(present, labels, thresholds, allowed));
    }

    /** Runs every recogniser but the model on a text that is normalised already. */
    List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        for (EntityRecogniser recogniser : recognisers) {
            try {
                found.addAll(recogniser.recognise(text));
            } catch (RuntimeException | StackOverflowError e) {
                // The cause may quote the text, so only its type is kept.
                throw new UninspectableException("recogniser `" + recogniser.name() + "` failed with "
                        + e.getClass().getSimpleName());
            }
        }
        found.removeIf(match ->
                match.score() < thresholds.getOrDefault(match.entity().name(), 0.0) || allowed.allow(text, match));
        return found;
    }

    /** Built on first use: rules are compiled once. */
    private static final class Standard {
        static final IdentifierRules IDENTIFIERS = IdentifierRules.load();
        static final Map<String, List<EntityRecogniser>> PACKS = new TreeMap<>();
        static final String HIPAA = "hipaa";
        static final RecogniserRegistry ALL;
        static final RecogniserRegistry USUAL;

        static {
            PACKS.put(
                    "secrets",
                    List.of(
                            new SecretRecogniser(SecretRules.load()),
                            new PrivateKeyRecogniser(),
                            new CredentialUrlRecogniser(),
                            new AssignedSecretRecogniser(),
                            new VendorKeyRecogniser()));
            PACKS.put(
                    "core",
                    List.of(
                            new EmailRecogniser(),
                            new SpelledEmailRecogniser(),
                            new CardRecogniser(),
                            new IbanRecogniser(),
                            new IpAddressRecogniser(),
                            new MacAddressRecogniser(),
                            new HomePathRecogniser(),
                            new CryptoWalletRecogniser(),
                            new CoordinateRecogniser(),
                            new DateRecogniser(false),
                            new PersonRecogniser(),
                            new AddressRecogniser(),
                            new PhoneRecogniser()));
            // What else the HIPAA Privacy Rule lists among its 18 identifiers; too common for everyone's core.
            PACKS.put(HIPAA, List.of(new DateRecogniser(true), new WebAddressRecogniser()));
            PACKS.put("health", List.of(DiagnosisCodes.recogniser(), new HealthConditionRecogniser()));
            IDENTIFIERS.byPack().keySet().forEach(pack -> PACKS.putIfAbsent(pack, List.of()));
            ModelEntities.packs().forEach(pack -> PACKS.putIfAbsent(pack, List.of()));
            ALL = of(PACKS.keySet());
            var usual = new TreeSet<>(PACKS.keySet());
            usual.removeAll(optionalPacks());
            USUAL = of(usual);
        }

        private Standard() {}

        static RecogniserRegistry of(Collection<String> packs) {
            return new RecogniserRegistry(recognisers(new TreeSet<>(packs)), ModelEntities.of(packs));
        }

        /** One recogniser reads the numbers of all packs, so that a text is searched for numbers once. */
        static List<EntityRecogniser> recognisers(Collection<String> packs) {
            var chosen = new ArrayList<EntityRecogniser>();
            var rules = new ArrayList<IdentifierRule>();
            for (String pack : packs) {
                chosen.addAll(PACKS.getOrDefault(pack, List.of()));
                rules.addAll(IDENTIFIERS.byPack().getOrDefault(pack, List.of()));
            }
            if (!rules.isEmpty()) {
                chosen.add(new IdentifierRecogniser(rules, IDENTIFIERS.cueWords()));
            }
            return chosen;
        }
    }
}
