package dev.weir.gateway.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Decisions in the database: insert and read. There is no update and no delete on purpose. */
interface DecisionRows extends Repository<DecisionRow, Long> {

    DecisionRow save(DecisionRow row);

    Optional<DecisionRow> findByDecisionId(String decisionId);

    @Query("""
            select new dev.weir.gateway.audit.DecisionSearch$RouteTotal(d.route, count(d), sum(d.pseudonyms))
            from DecisionRow d where d.decidedAt >= :since group by d.route order by d.route
            """)
    List<DecisionSearch.RouteTotal> totalsSince(Instant since);
}
