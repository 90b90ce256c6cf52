package dev.sluice.billing.grants;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.CreditRevoked;
import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.money.NanoUsd;

/// What `audit` says of credit given and taken back by operators.
final class GrantAudit {

    private static final String GIVEN = "grant.given";
    private static final String REVOKED = "grant.revoked";

    private GrantAudit() {}

    static AuditEntry of(CreditGranted grant) {
        Map<String, String> after = new LinkedHashMap<>(remaining(grant.grantId().value(), grant.amountNanoUsd()));
        after.put("kind", grant.kind().name());
        if (grant.expiresAt() != null) {
            after.put("expiresAt", grant.expiresAt().toString());
        }
        return new AuditEntry(GrantIds.audit(grant.grantId(), GIVEN), grant.at(), grant.by(), GIVEN,
                grant.userId().value(), grant.reason(), remaining(grant.grantId().value(), NanoUsd.ZERO), after);
    }

    /// `left` is what was last seen of it: a request that settles meanwhile makes it less.
    static AuditEntry of(CreditRevoked revocation, NanoUsd left) {
        String grantId = revocation.grantId().value();
        return new AuditEntry(GrantIds.audit(revocation.grantId(), REVOKED), revocation.at(), revocation.by(), REVOKED,
                revocation.userId().value(), revocation.reason(), remaining(grantId, left),
                remaining(grantId, NanoUsd.ZERO));
    }

    private static Map<String, String> remaining(String grantId, NanoUsd amount) {
        return Map.of("grantId", grantId, "remainingUsd", amount.toDecimal());
    }
}
