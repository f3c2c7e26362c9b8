package dev.weir.gateway.policy;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Changes of what is in force, in the database: insert and read. There is no update and no delete on purpose. */
interface PolicyActivationRows extends Repository<PolicyActivationRow, Long> {

    PolicyActivationRow save(PolicyActivationRow row);

    Optional<PolicyActivationRow> findFirstByPlaceOrderBySequenceDesc(String place);

    @Query("select a from PolicyActivationRow a where a.sequence < :before order by a.sequence desc")
    List<PolicyActivationRow> newestFirst(long before, Limit limit);
}
