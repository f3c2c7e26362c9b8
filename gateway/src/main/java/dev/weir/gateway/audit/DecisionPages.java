package dev.weir.gateway.audit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the keyset query behind a page of decisions: only conditions that are asked for, so that an index serves. */
final class DecisionPages {

    private final EntityManager entities;

    DecisionPages(EntityManager entities) {
        this.entities = entities;
    }

    List<DecisionRow> newestFirst(DecisionFilter filter, Optional<Long> before, int limit) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<DecisionRow> query = builder.createQuery(DecisionRow.class);
        Root<DecisionRow> row = query.from(DecisionRow.class);

        List<Predicate> conditions = new ArrayList<>();
        before.ifPresent(sequence -> conditions.add(builder.lessThan(row.get("sequence"), sequence)));
        filter.route().ifPresent(route -> conditions.add(builder.equal(row.get("route"), route)));
        filter.team().ifPresent(team -> conditions.add(builder.equal(row.get("team"), team)));
        filter.model().ifPresent(model -> conditions.add(builder.equal(row.get("model"), model)));

        query.where(conditions.toArray(Predicate[]::new)).orderBy(builder.desc(row.get("sequence")));
        return entities.createQuery(query).setMaxResults(limit).getResultList();
    }
}
