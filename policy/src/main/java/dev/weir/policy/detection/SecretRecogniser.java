package dev.weir.policy.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** Keys of known vendors, by the literals they begin with: one pass for all anchors, then the rule of each hit. */
final class SecretRecogniser implements EntityRecogniser {

    private static final int MAX_LENGTH = 8_192;
    private static final int MIN_DISTINCT = 6;

    private final List<SecretRule> rules;
    private final KeywordAutomaton anchors;
    private final Set<Entity> entities;

    SecretRecogniser(List<SecretRule> rules) {
        this.rules = List.copyOf(rules);
        this.anchors =
                new KeywordAutomaton(rules.stream().map(SecretRule::anchor).toList());
        this.entities = rules.stream().map(SecretRule::entity).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String name() {
        return "vendor-secret";
    }

    @Override
    public Set<Entity> entities() {
        return entities;
    }

    @Override
    public List<Match> recognise(String text) {
        var found = new ArrayList<Match>();
        anchors.scan(text, (keyword, start, end) -> {
            if (Characters.isTokenStart(text, start)) {
                match(text, start, end, rules.get(keyword), found);
            }
        });
        return found;
    }

    private void match(String text, int start, int anchorEnd, SecretRule rule, List<Match> found) {
        Matcher matcher = rule.pattern().matcher(text).region(start, Math.min(text.length(), start + MAX_LENGTH));
        matcher.useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return;
        }
        // The last group, where a rule has one, is the secret itself; what comes before it only names it.
        int from = matcher.groupCount() > 0 ? matcher.start(matcher.groupCount()) : start;
        int to = matcher.groupCount() > 0 ? matcher.end(matcher.groupCount()) : matcher.end();
        String key = text.substring(matcher.groupCount() > 0 ? from : anchorEnd, to);
        boolean varied = key.chars().distinct().count() >= MIN_DISTINCT && SecretValues.isMixed(key);
        boolean standIn = key.toLowerCase(Locale.ROOT).endsWith("here")
                || SecretValues.hasRow(key)
                || (to < text.length() && text.charAt(to) == '#');
        if (varied && !standIn) {
            found.add(new Match(rule.entity(), from, to, 0.95, name(), "form of this vendor's keys"));
        }
    }
}
