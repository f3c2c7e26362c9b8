package dev.weir.policy.pseudonym;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is who among the names of one request: a part of a name means the person whose name it is part of, where that is
 * one person only. Who a name means is decided when it first occurs, so that a longer history changes nothing about it.
 * Not thread-safe.
 */
final class Persons {

    private final List<Person> persons = new ArrayList<>();

    /** A person, known by the first of their names that occurred. */
    static final class Person {
        private final String root;
        private final Set<String> parts;

        private Person(String root, Set<String> parts) {
            this.root = root;
            this.parts = new HashSet<>(parts);
        }

        /** Canonical form of the first name. */
        String root() {
            return root;
        }

        private boolean matches(Set<String> others) {
            return parts.containsAll(others) || others.containsAll(parts);
        }
    }

    /**
     * Whose name it is.
     *
     * @param canonical the name's canonical form
     */
    Person of(String name, String canonical) {
        Set<String> parts = stems(NameParts.identifying(name));
        if (parts.isEmpty()) {
            return new Person(canonical, Set.of());
        }
        List<Person> matching =
                persons.stream().filter(person -> person.matches(parts)).toList();
        for (Person person : matching) {
            if (matching.size() == 1 || person.parts.equals(parts)) {
                person.parts.addAll(parts);
                return person;
            }
        }
        var added = new Person(canonical, parts);
        persons.add(added);
        return added;
    }

    /** A genitive is the name that it is made of, where that name is known. */
    private Set<String> stems(Set<String> parts) {
        var stems = new LinkedHashSet<String>();
        for (String part : parts) {
            String stem = part.endsWith("s") ? part.substring(0, part.length() - 1) : part;
            stems.add(!isKnown(part) && isKnown(stem) ? stem : part);
        }
        return stems;
    }

    private boolean isKnown(String part) {
        return persons.stream().anyMatch(person -> person.parts.contains(part));
    }
}
