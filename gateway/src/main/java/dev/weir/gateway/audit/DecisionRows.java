package dev.weir.gateway.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Decisions in the database: read alone. */
interface DecisionRows extends Repository<DecisionRow, Long> {

    Optional<DecisionRow> findByDecisionId(String decisionId);

    /** In the order of the log, which its key serves: an order of its own would sort the whole log for every page. */
    @Query("""
            select d from DecisionRow d
            where d.sequence > :passed and d.decidedAt >= :since and d.decidedAt < :until and d.facts is not null
            order by d.sequence
            """)
    List<DecisionRow> withFacts(Instant since, long passed, Instant until, Limit limit);

    @NativeQuery("""
            select route, count(*) as decisions, sum(pseudonyms) as pseudonyms
            from decision where decided_at >= :since group by route order by route
            """)
    List<DecisionSearch.RouteTotal> totalsSince(Instant since);
}
