package dev.weir.gateway.inference;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.cost.Tariff;
import dev.weir.gateway.cost.TokenBound;
import dev.weir.gateway.cost.Usage;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one decided request costs. What was set aside for a call to the cloud is settled once: by its usage, or, where
 * that is missing or can't be right, by the most that the call can have cost. Thread-safe.
 */
final class Bill {

    private static final Logger LOG = LoggerFactory.getLogger(Bill.class);

    private final String decisionId;
    private final Optional<Call> call;
    private final Optional<Tariff> yardstick;
    private boolean settled;
    private long cost;

    /**
     * A call to the cloud that costs money.
     *
     * @param bound empty where nobody knows, and no budget asks
     * @param settlement takes what it cost, in micro-USD
     */
    record Call(Tariff tariff, Optional<TokenBound> bound, LongConsumer settlement) {

        long mostMicroUsd() {
            return bound.map(tariff::worstCase).orElse(0L);
        }

        long cost(Optional<Usage> usage) {
            return bound.isEmpty()
                    ? usage.map(tariff::cost).orElse(0L)
                    : usage.filter(bound.get()::allows).map(tariff::cost).orElseGet(this::mostMicroUsd);
        }

        boolean believes(Optional<Usage> usage) {
            return usage.isPresent()
                    && bound.map(most -> most.allows(usage.get())).orElse(true);
        }
    }

    /**
     * A bill that is open.
     *
     * @param call empty where nothing leaves, or what leaves has no price
     * @param yardstick what the first cloud model charges, by which savings are measured
     */
    Bill(String decisionId, Optional<Call> call, Optional<Tariff> yardstick) {
        this.decisionId = decisionId;
        this.call = call;
        this.yardstick = yardstick;
    }

    /** The answer is there to its end. */
    void answered(Optional<Usage> usage) {
        call.filter(priced -> !priced.believes(usage)).ifPresent(_ -> {
            if (!isSettled()) {
                LOG.warn(
                        "decision {}: its usage is missing or can't be right; the most it can have cost counts",
                        decisionId);
            }
        });
        settle(call.map(priced -> priced.cost(usage)).orElse(0L));
    }

    /** There is no answer, or only a part of one. */
    void failed(boolean mayBeBilled) {
        settle(mayBeBilled ? call.map(Call::mostMicroUsd).orElse(0L) : 0);
    }

    private synchronized boolean isSettled() {
        return settled;
    }

    private void settle(long microUsd) {
        synchronized (this) {
            if (settled) {
                return;
            }
            settled = true;
            cost = microUsd;
        }
        try {
            call.ifPresent(priced -> priced.settlement().accept(microUsd));
        } catch (AuditUnavailableException unavailable) {
            LOG.error("decision {} could not be settled; the most it can cost stays reserved", decisionId, unavailable);
        }
    }

    /** In micro-USD; 0 until it is settled. */
    synchronized long costMicroUsd() {
        return cost;
    }

    /** What the first cloud model would have charged for these tokens beyond what they cost; negative where less. */
    synchronized long savedMicroUsd(Usage usage) {
        return yardstick.map(tariff -> tariff.cost(usage) - cost).orElse(0L);
    }
}
