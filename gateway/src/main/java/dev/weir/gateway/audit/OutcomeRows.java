package dev.weir.gateway.audit;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

/** Outcomes in the database: insert and read. There is no update and no delete on purpose. */
interface OutcomeRows extends Repository<OutcomeRow, String> {

    OutcomeRow save(OutcomeRow row);

    List<OutcomeRow> findByDecisionIdIn(Collection<String> decisionIds);
}
