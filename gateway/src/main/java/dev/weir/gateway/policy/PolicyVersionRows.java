package dev.weir.gateway.policy;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Policy texts in the database: insert and read. There is no update and no delete on purpose. */
interface PolicyVersionRows extends Repository<PolicyVersionRow, Integer> {

    PolicyVersionRow save(PolicyVersionRow row);

    @Query("select v.versionNumber from PolicyVersionRow v where v.sha256 = :sha256")
    Optional<Integer> numberOf(String sha256);

    @Query("select max(v.versionNumber) from PolicyVersionRow v")
    Optional<Integer> highest();

    Optional<PolicyVersionRow> findByVersionNumber(int versionNumber);

    /** Without the texts. */
    @Query("""
            select new dev.weir.gateway.policy.PolicyVersions$Listed(
                v.versionNumber, v.policyName, v.sha256, v.recordedAt)
            from PolicyVersionRow v where v.versionNumber < :before order by v.versionNumber desc
            """)
    List<PolicyVersions.Listed> newestFirst(int before, Limit limit);
}
