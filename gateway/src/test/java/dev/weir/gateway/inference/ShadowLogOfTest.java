package dev.weir.gateway.inference;

import dev.weir.gateway.audit.ShadowDifference;
import dev.weir.gateway.audit.ShadowLog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps differences in memory. */
class ShadowLogOfTest implements ShadowLog {

    final List<ShadowDifference> all = new CopyOnWriteArrayList<>();

    @Override
    public void append(ShadowDifference difference) {
        all.add(difference);
    }

    @Override
    public Optional<ShadowDifference> find(String decisionId) {
        return all.stream()
                .filter(difference -> difference.decisionId().equals(decisionId))
                .findFirst();
    }

    @Override
    public Summary summary(int shadowNumber) {
        return new Summary(List.of(), List.of());
    }
}
