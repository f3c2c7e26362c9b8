package dev.weir.gateway.audit;

import dev.weir.auditlog.json.Json;
import dev.weir.gateway.audit.EntryBodies.Read;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An entry as a line for spreadsheets (RFC 4180). */
final class CsvRow {

    static final String HEADER =
            "seq,at,kind,decision,team,key,route,model,rules,entities,result,cost_micro_usd,hash\r\n";

    private static final String STARTS_A_FORMULA = "=+-@\t\r";

    private CsvRow() {}

    static String of(Json entry, String hash) {
        Read whole = Read.of(entry);
        Read body = whole.object("body");
        String model = body.textOrEmpty("model");
        return Stream.of(
                        Long.toString(whole.number("seq")),
                        whole.text("at"),
                        whole.text("kind"),
                        body.textOrEmpty("decision"),
                        body.textOrEmpty("team"),
                        body.textOrEmpty("key"),
                        body.textOrEmpty("route"),
                        model.isEmpty() ? body.textOrEmpty("servedBy") : model,
                        joined(body.texts("rules")),
                        joined(body.names("findings")),
                        body.textOrEmpty("result"),
                        body.members().containsKey("costMicroUsd") ? Long.toString(body.number("costMicroUsd")) : "",
                        hash)
                .map(CsvRow::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String joined(List<String> texts) {
        return String.join(" ", texts);
    }

    /** Quoted where it must be; what a spreadsheet would take for a formula gets an apostrophe before it. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(unit -> unit == ',' || unit == '"' || unit == '\n' || unit == '\r')
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}
