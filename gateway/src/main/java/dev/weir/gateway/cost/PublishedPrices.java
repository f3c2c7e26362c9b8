package dev.weir.gateway.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The price table that ships with Weir: what some providers publish for their own address, as of {@link #asOf()}.
 * Another address of the same model may charge otherwise, so the table says nothing about it. Immutable and
 * thread-safe.
 */
public final class PublishedPrices {

    private static final String RESOURCE = "prices.json";

    /** Providers name the state of a model by its date: {@code gpt-5-mini-2025-08-07}, {@code …-20250929}. */
    private static final Pattern SNAPSHOT = Pattern.compile("-(?:\\d{4}-\\d{2}-\\d{2}|\\d{8})$");

    private final LocalDate asOf;
    private final Map<Model, Prices> byModel;

    private record Model(String host, String name) {}

    private PublishedPrices(LocalDate asOf, Map<Model, Prices> byModel) {
        this.asOf = asOf;
        this.byModel = Map.copyOf(byModel);
    }

    /** Reads the table. */
    public static PublishedPrices shipped() {
        try (InputStream in = Objects.requireNonNull(PublishedPrices.class.getResourceAsStream(RESOURCE))) {
            JsonNode table = JsonMapper.shared().readTree(in);
            Map<Model, List<DatedTariff>> read = new HashMap<>();
            for (JsonNode row : table.path("prices")) {
                read.computeIfAbsent(
                                new Model(
                                        row.path("host").asString(),
                                        row.path("model").asString()),
                                _ -> new ArrayList<>())
                        .add(dated(row));
            }
            Map<Model, Prices> prices = new HashMap<>();
            read.forEach((model, tariffs) -> prices.put(model, new Prices(tariffs)));
            return new PublishedPrices(LocalDate.parse(table.path("asOf").asString()), prices);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The day of which the table is. */
    public LocalDate asOf() {
        return asOf;
    }

    /**
     * What a provider publishes.
     *
     * @param host of its address
     * @param model its name there; a dated one is that of the model where the table has none of its own
     */
    public Prices of(String host, String model) {
        return find(host, model)
                .or(() -> find(host, SNAPSHOT.matcher(model).replaceFirst("")))
                .orElse(Prices.UNKNOWN);
    }

    private Optional<Prices> find(String host, String model) {
        return Optional.ofNullable(byModel.get(new Model(host, model)));
    }

    private static DatedTariff dated(JsonNode row) {
        return new DatedTariff(
                LocalDate.parse(row.path("from").asString()),
                new Tariff(
                        row.path("input").asLong(),
                        row.path("cached").asLong(),
                        row.path("output").asLong(),
                        row.path("request").asLong(0)));
    }
}
