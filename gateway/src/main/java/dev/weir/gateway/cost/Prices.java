package dev.weir.gateway.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What one model has charged and will charge. Immutable. */
public record Prices(List<DatedTariff> tariffs) {

    /** Of a model whose price nobody knows. */
    public static final Prices UNKNOWN = new Prices(List.of());

    public Prices {
        tariffs =
                tariffs.stream().sorted(Comparator.comparing(DatedTariff::from)).toList();
    }

    /** What holds at a moment; empty where no price is known for it. */
    public Optional<Tariff> at(Instant moment) {
        LocalDate day = moment.atZone(ZoneOffset.UTC).toLocalDate();
        return tariffs.reversed().stream()
                .filter(dated -> !dated.from().isAfter(day))
                .map(DatedTariff::tariff)
                .findFirst();
    }
}
