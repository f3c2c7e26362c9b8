package dev.weir.router.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that was learned, as one file holds it.
 *
 * @param notes where it comes from: data, licences, measurements; for people
 * @param embedder the embedder whose vectors {@code withMeaning} reads
 * @param withMeaning learned on texts with their embeddings
 * @param textOnly learned on texts alone, for where no embedder is
 * @param profiles by local model; {@link Profile#REFERENCE} is always there
 */
public record DifficultyModel(
        Map<String, String> notes,
        FeatureScale scale,
        String embedder,
        Optional<Branch> withMeaning,
        Branch textOnly,
        List<Profile> profiles) {

    public DifficultyModel {
        notes = Map.copyOf(new TreeMap<>(notes));
        profiles = List.copyOf(profiles);
        if (profiles.stream().noneMatch(profile -> profile.id().equals(Profile.REFERENCE))) {
            throw new IllegalArgumentException("a model has the profile `" + Profile.REFERENCE + "`");
        }
        for (Profile profile : profiles) {
            int known = profile.weights().experts().size();
            if (known != 0 && known != textOnly.experts().size()) {
                throw new IllegalArgumentException("a profile weighs every expert, or none");
            }
            if (withMeaning.isPresent()
                    && (profile.withMeaning().isEmpty()
                            || withMeaning.get().experts().size()
                                    != textOnly.experts().size())) {
                throw new IllegalArgumentException("a model that reads meaning has experts and curves for it");
            }
        }
    }

    /** The profile of that local model; the reference where none was learned. */
    public Profile profile(String localModel) {
        return named(localModel).or(() -> named(Profile.REFERENCE)).orElseThrow();
    }

    private Optional<Profile> named(String id) {
        return profiles.stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    /** The same with this profile in place of any of its name. */
    public DifficultyModel with(Profile profile) {
        List<Profile> others = profiles.stream()
                .filter(other -> !other.id().equals(profile.id()))
                .toList();
        List<Profile> joined = new ArrayList<>(others);
        joined.add(profile);
        return new DifficultyModel(notes, scale, embedder, withMeaning, textOnly, joined);
    }
}
