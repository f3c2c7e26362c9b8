package dev.weir.gateway.audit;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

/** Outcomes in the database: read alone. */
interface OutcomeRows extends Repository<OutcomeRow, String> {

    List<OutcomeRow> findByDecisionIdIn(Collection<String> decisionIds);
}
