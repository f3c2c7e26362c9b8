package dev.weir.gateway.inference;

import dev.weir.policy.detection.Inspection;
import dev.weir.policy.outbound.Cleared;
import dev.weir.policy.outbound.Expected;
import dev.weir.policy.outbound.OutboundVerdict;
import dev.weir.policy.pseudonym.PlaceholderVault;
import dev.weir.policy.pseudonym.PseudonymScope;
import dev.weir.policy.pseudonym.Pseudonymised;
import dev.weir.policy.pseudonym.Pseudonymiser;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.node.ObjectNode;

/** Makes a body fit to leave: pseudonyms, the provider's model name, the last check. Thread-safe. */
final class Departure {

    private static final List<String> CONVERSATION = List.of("user", "safety_identifier", "prompt_cache_key");

    private final Pseudonymiser pseudonymiser;

    Departure(Pseudonymiser pseudonymiser) {
        this.pseudonymiser = pseudonymiser;
    }

    /** What came of preparing a body. */
    sealed interface Preparation {}

    record Ready(Cleared body, PlaceholderVault vault, int pseudonyms) implements Preparation {}

    record Stopped(String cause) implements Preparation {}

    Preparation prepare(Voyage voyage, CloudProvider provider, boolean pseudonymised) {
        if (!(voyage.seen().inspection() instanceof Inspection.Complete complete)) {
            return new Stopped("the request could not be inspected whole");
        }
        if (!pseudonymised) {
            ObjectNode body = voyage.request().body().deepCopy();
            return check(voyage, provider, body, Expected.asSeen(complete), PlaceholderVault.EMPTY, 0);
        }
        try {
            Pseudonymised replaced = pseudonymiser.pseudonymise(voyage.request().body(), complete, scope(voyage));
            PlaceholderVault vault = replaced.vault();
            int spans = replaced.entities().size();
            return check(voyage, provider, replaced.body(), Expected.surrogatesOf(vault), vault, spans);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The message may quote the request, so only the type is told.
            return new Stopped("pseudonyms could not be made: " + e.getClass().getSimpleName());
        }
    }

    private Preparation check(
            Voyage voyage,
            CloudProvider provider,
            ObjectNode body,
            Expected expected,
            PlaceholderVault vault,
            int pseudonyms) {
        body.put("model", provider.modelName());
        if (!voyage.policy().rules().policy().budgets().isEmpty()) {
            // Without a limit nobody could say what the answer costs at most.
            provider.pricing().limit(body);
        }
        if (voyage.request().stream()) {
            body.putObject("stream_options").put("include_usage", true);
        }
        String target = provider.target().id();
        return switch (voyage.policy().outbound().inspect(body, voyage.verdict(), target, expected)) {
            case OutboundVerdict.Passed passed -> new Ready(passed.body(), vault, pseudonyms);
            case OutboundVerdict.Stopped stopped -> new Stopped(stopped.cause());
        };
    }

    /**
     * A conversation is known by who holds it and by how it began: stateless clients send that again with every turn.
     * Fields by which clients tell their users or conversations apart count too.
     */
    private static PseudonymScope scope(Voyage voyage) {
        ChatRequest request = voyage.request();
        StringJoiner beginning = new StringJoiner("\0");
        for (String field : CONVERSATION) {
            beginning.add(request.body().path(field).asString(""));
        }
        for (ChatRequest.Message message : request.messages()) {
            beginning.add(message.text());
            if (message.role().equals("user")) {
                break;
            }
        }
        return new PseudonymScope(
                voyage.caller().team() + "\0" + voyage.caller().keyId(), beginning.toString());
    }
}
