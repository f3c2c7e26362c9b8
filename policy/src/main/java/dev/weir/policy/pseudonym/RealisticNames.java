package dev.weir.policy.pseudonym;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Other names for names, word by word: the words keep their order, and each word of a person's name has one other word
 * wherever it stands. Not thread-safe.
 */
final class RealisticNames {

    private final Surrogates surrogates;

    RealisticNames(Surrogates surrogates) {
        this.surrogates = surrogates;
    }

    /** The name with its words replaced and titles kept; empty where some word can't be. */
    Optional<String> of(String name, Persons.Person person) {
        var replaced = new StringBuilder(name.length());
        int copied = 0;
        boolean any = false;
        for (NameParts.Part part : NameParts.of(name)) {
            if (part.isTitle() && !any) {
                continue;
            }
            Optional<String> other = part.isInitial() ? Optional.empty() : other(part.text(), person);
            if (other.isEmpty()) {
                return Optional.empty();
            }
            any = true;
            replaced.append(name, copied, part.start()).append(other.get());
            copied = part.end();
        }
        boolean wordsOnly = name.chars().noneMatch(Character::isDigit);
        return any && wordsOnly
                ? Optional.of(replaced.append(name, copied, name.length()).toString())
                : Optional.empty();
    }

    private Optional<String> other(String word, Persons.Person person) {
        List<String> names = NeutralNames.inScriptOf(word);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String canonical = person.root() + "\n"
                + Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int first = surrogates.choice("name", canonical).below(names.size());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get((first + i) % names.size());
            if (!surrogates.isSaid(name)
                    && surrogates.take(
                            Surrogates.PERSON, SurrogateKind.NAME, name, word, canonical, /* wasNumber= */ false)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
