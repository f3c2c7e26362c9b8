package dev.weir.policy.replay;

import dev.weir.policy.Facts;
import dev.weir.policy.Sensitivity;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Facts as canonical JSON, fit to be kept: no content and no place of a finding, in ASCII, equal facts giving equal
 * text. What is read back gives the same verdict under every policy, since conditions see entities, categories and their
 * order, and those are kept; findings lose their place alone. Thread-safe.
 */
public final class FactsJson {

    /** The version written, in field {@code v}. Another one is refused. */
    public static final int VERSION = 1;

    private static final int MOST_FINDINGS = 1 << 22;
    private static final Finding.Place NOWHERE = new Finding.Place("", false);

    private FactsJson() {}

    /** One line of JSON. */
    public static String write(Facts facts) {
        return Json.write(node(facts));
    }

    /**
     * Facts from what {@link #write} wrote.
     *
     * @throws MalformedRecordException if it is anything else
     */
    public static Facts read(String json) {
        return facts(Json.read(json), "");
    }

    static ObjectNode node(Facts facts) {
        ObjectNode node = Json.object();
        node.put("v", VERSION);
        node.put("at", facts.at().toString());
        caller(facts.caller(), node.putObject("caller"));
        request(facts.request(), node.putObject("request"));
        inspection(facts.inspection(), node.putObject("inspection"));
        number(node, "difficulty", facts.difficulty());
        number(node, "injection", facts.injection());
        node.put("language", facts.language());
        node.put("tokens", facts.promptTokens());
        facts.spend().ifPresent(spend -> {
            ObjectNode written = node.putObject("spend");
            amounts(spend.key(), written.putObject("key"));
            amounts(spend.team(), written.putObject("team"));
            amounts(spend.gateway(), written.putObject("gateway"));
        });
        ArrayNode targets = node.putArray("targets");
        for (Facts.Target target : facts.targets()) {
            targets.addObject()
                    .put("id", target.id())
                    .put("provider", target.provider())
                    .put("region", target.region());
        }
        node.putObject("wish")
                .put("local_only", facts.wish().localOnly())
                .put("at_least", JsonFields.word(facts.wish().atLeast()));
        return node;
    }

    static Facts facts(JsonNode json, String path) {
        JsonFields fields = JsonFields.of(json, path);
        if (fields.integer("v") != VERSION) {
            throw fields.wrong("v", VERSION + ", the version of facts that this release reads");
        }
        Facts facts = new Facts(
                caller(fields.object("caller")),
                request(fields.object("request")),
                inspection(fields.object("inspection")),
                fields.number("difficulty"),
                // Older releases didn't look.
                fields.has("injection") ? fields.number("injection") : Double.NaN,
                fields.text("language"),
                fields.integer("tokens"),
                fields.has("spend") ? Optional.of(spend(fields.object("spend"))) : Optional.empty(),
                fields.objects("targets").stream().map(FactsJson::target).toList(),
                wish(fields.object("wish")),
                fields.instant("at"));
        fields.finish();
        return facts;
    }

    private static void caller(Facts.Caller caller, ObjectNode node) {
        node.put("key", caller.keyId()).put("team", caller.team());
        ObjectNode labels = node.putObject("labels");
        new TreeMap<>(caller.labels()).forEach(labels::put);
    }

    private static Facts.Caller caller(JsonFields fields) {
        JsonFields labels = fields.object("labels");
        Map<String, String> read = new HashMap<>();
        labels.names().forEach(name -> read.put(name, labels.text(name)));
        Facts.Caller caller = new Facts.Caller(fields.text("key"), fields.text("team"), read);
        fields.finish();
        return caller;
    }

    private static void request(Facts.Request request, ObjectNode node) {
        node.put("endpoint", request.endpoint())
                .put("model", request.model())
                .put("stream", request.stream())
                .put("tools", request.tools())
                .put("structured_output", request.structuredOutput())
                .put("turns", request.turns());
        ArrayNode roles = node.putArray("roles");
        request.roles().forEach(roles::add);
    }

    private static Facts.Request request(JsonFields fields) {
        Facts.Request request = new Facts.Request(
                fields.text("endpoint"),
                fields.text("model"),
                fields.truth("stream"),
                fields.truth("tools"),
                fields.truth("structured_output"),
                fields.integer("turns"),
                fields.texts("roles"));
        fields.finish();
        return request;
    }

    private static void inspection(Inspection inspection, ObjectNode node) {
        switch (inspection) {
            case Inspection.Complete _ -> node.put("complete", true);
            case Inspection.Incomplete incomplete -> node.put("complete", false).put("cause", incomplete.cause());
        }
        findings(inspection.findings(), node.putArray("findings"));
    }

    /** Equal neighbours as one: a condition may depend on the order, which grouping them all would lose. */
    private static void findings(List<Finding> findings, ArrayNode node) {
        int start = 0;
        for (int i = 1; i <= findings.size(); i++) {
            if (i == findings.size() || !isAlike(findings.get(start), findings.get(i))) {
                Finding finding = findings.get(start);
                ObjectNode written = node.addObject();
                written.put("entity", finding.entity().name());
                written.put("category", JsonFields.word(finding.entity().category()));
                number(written, "score", finding.score());
                written.put("count", i - start);
                start = i;
            }
        }
    }

    private static boolean isAlike(Finding one, Finding other) {
        return one.entity().equals(other.entity()) && Double.compare(one.score(), other.score()) == 0;
    }

    private static Inspection inspection(JsonFields fields) {
        List<Finding> findings = new ArrayList<>();
        for (JsonFields group : fields.objects("findings")) {
            findings.addAll(findings(group, MOST_FINDINGS - findings.size()));
        }
        Inspection inspection = fields.truth("complete")
                ? new Inspection.Complete(findings)
                : new Inspection.Incomplete(findings, fields.text("cause"));
        fields.finish();
        return inspection;
    }

    private static List<Finding> findings(JsonFields group, int most) {
        Entity entity = new Entity(group.text("entity"), group.word("category", Entity.Category.class));
        double score = group.number("score");
        if (!(score > 0 && score <= 1)) {
            throw group.wrong("score", "more than 0 and at most 1");
        }
        int count = group.integer("count");
        if (count < 1 || count > most) {
            throw group.wrong("count", "1 or more, and not above " + MOST_FINDINGS + " in all");
        }
        group.finish();
        return Collections.nCopies(count, new Finding(entity, NOWHERE, 0, 1, score, "recorded", ""));
    }

    private static void amounts(Facts.Spend.Amounts amounts, ObjectNode node) {
        node.put("hour", amounts.hour()).put("day", amounts.day()).put("month", amounts.month());
    }

    private static Facts.Spend spend(JsonFields fields) {
        Facts.Spend spend = new Facts.Spend(
                amounts(fields.object("key")), amounts(fields.object("team")), amounts(fields.object("gateway")));
        fields.finish();
        return spend;
    }

    private static Facts.Spend.Amounts amounts(JsonFields fields) {
        Facts.Spend.Amounts amounts = new Facts.Spend.Amounts(
                fields.longInteger("hour"), fields.longInteger("day"), fields.longInteger("month"));
        fields.finish();
        return amounts;
    }

    private static Facts.Target target(JsonFields fields) {
        Facts.Target target = new Facts.Target(fields.text("id"), fields.text("provider"), fields.text("region"));
        fields.finish();
        return target;
    }

    private static Facts.Tightening wish(JsonFields fields) {
        Facts.Tightening wish =
                new Facts.Tightening(fields.truth("local_only"), fields.word("at_least", Sensitivity.class));
        fields.finish();
        return wish;
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.put(name, Double.toString(value));
        }
    }
}
