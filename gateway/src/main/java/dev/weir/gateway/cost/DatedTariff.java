package dev.weir.gateway.cost;

import java.time.LocalDate;

/** What a model charges from the beginning of a day (UTC) on, until a later one follows. */
public record DatedTariff(LocalDate from, Tariff tariff) {}
