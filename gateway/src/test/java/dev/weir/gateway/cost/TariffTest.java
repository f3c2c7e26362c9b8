package dev.weir.gateway.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TariffTest {

    private static final Tariff MINI = new Tariff(250_000, 25_000, 2_000_000, 0);

    @Test
    void cost_cachedTokens_chargedAsCachedOnes() {
        assertThat(MINI.cost(new Usage(1_000_000, 0, 0))).isEqualTo(250_000);
        assertThat(MINI.cost(new Usage(1_000_000, 400_000, 1_000))).isEqualTo(150_000 + 10_000 + 2_000);
    }

    @Test
    void cost_partOfAMicroUsd_roundedUp() {
        assertThat(MINI.cost(new Usage(1, 0, 0))).isEqualTo(1);
        assertThat(MINI.cost(new Usage(5, 0, 0))).isEqualTo(2);
    }

    @Test
    void cost_perRequest_addedOnce() {
        assertThat(new Tariff(0, 0, 0, 5_000).cost(new Usage(10, 0, 10))).isEqualTo(5_000);
    }

    @Test
    void worstCase_largestAmounts_noOverflow() {
        Tariff dearest = new Tariff(Tariff.MOST, Tariff.MOST, Tariff.MOST, Tariff.MOST);

        assertThat(dearest.worstCase(new TokenBound(Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .isEqualTo(2L * Integer.MAX_VALUE * 1_000 + Tariff.MOST);
        assertThatThrownBy(() -> new Tariff(Tariff.MOST + 1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tariff(0, 0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void worstCase_randomTariffsAndUsages_nothingWithinTheBoundCostsMore() {
        Random random = new Random(11);
        for (int round = 0; round < 10_000; round++) {
            Tariff tariff = new Tariff(
                    random.nextLong(Tariff.MOST),
                    random.nextLong(Tariff.MOST),
                    random.nextLong(Tariff.MOST),
                    random.nextLong(Tariff.MOST));
            TokenBound bound = new TokenBound(1 + random.nextInt(1_000_000), random.nextInt(1_000_000));
            int prompt = 1 + random.nextInt(bound.prompt());
            Usage usage = new Usage(prompt, random.nextInt(prompt + 1), random.nextInt(bound.completion() + 1));

            assertThat(bound.allows(usage)).isTrue();
            assertThat(tariff.cost(usage)).isBetween(0L, tariff.worstCase(bound));
        }
    }

    @Test
    void at_severalDates_theLastThatHasCome() {
        Tariff old = new Tariff(1, 1, 1, 1);
        Tariff young = new Tariff(2, 2, 2, 2);
        Prices prices = new Prices(List.of(
                new DatedTariff(LocalDate.parse("2026-06-01"), young),
                new DatedTariff(LocalDate.parse("2026-01-01"), old)));

        assertThat(prices.at(Instant.parse("2025-12-31T23:59:59.999Z"))).isEmpty();
        assertThat(prices.at(Instant.parse("2026-01-01T00:00:00Z"))).hasValue(old);
        assertThat(prices.at(Instant.parse("2026-05-31T23:59:59.999Z"))).hasValue(old);
        assertThat(prices.at(Instant.parse("2026-06-01T00:00:00Z"))).hasValue(young);
    }

    @Test
    void shipped_datedModelAtItsOwnAddress_priceOfTheModel() {
        PublishedPrices prices = PublishedPrices.shipped();
        Instant now = Instant.parse("2026-12-01T00:00:00Z");

        assertThat(prices.of("api.openai.com", "gpt-5-mini-2025-08-07").at(now)).hasValue(MINI);
        assertThat(prices.of("api.anthropic.com", "claude-sonnet-4-5-20250929").at(now))
                .hasValue(new Tariff(3_000_000, 300_000, 15_000_000, 0));
        assertThat(prices.of("api.openai.com", "gpt-4o-2024-05-13").at(now))
                .hasValue(new Tariff(5_000_000, 5_000_000, 15_000_000, 0));
    }

    @Test
    void shipped_otherAddressOrModel_unknown() {
        PublishedPrices prices = PublishedPrices.shipped();

        assertThat(prices.of("openrouter.ai", "gpt-5-mini")).isEqualTo(Prices.UNKNOWN);
        assertThat(prices.of("api.openai.com", "gpt-5-mini-turbo")).isEqualTo(Prices.UNKNOWN);
        assertThat(prices.of("api.openai.com", "gpt-5-mini").at(Instant.parse("2025-01-01T00:00:00Z")))
                .isEmpty();
    }
}
