package dev.sluice.api.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.audit.AuditLog.Filter;
import dev.sluice.api.audit.AuditLog.Place;
import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.audit.AuditEntry;

/// What administrators did, for administrators.
@RestController
@Tag(name = "administration")
class AuditController {

    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    record AuditRecord(String id, Instant at, String actor, String action, String subject, String reason,
            Map<String, String> before, Map<String, String> after) {

        static AuditRecord of(AuditEntry entry) {
            return new AuditRecord(entry.id(), entry.at(), entry.actor(), entry.action(), entry.subject(),
                    entry.reason(), entry.before(), entry.after());
        }
    }

    record AuditPage(List<AuditRecord> items, @Nullable String nextCursor) {}

    @GetMapping("/api/admin/audit")
    @Operation(operationId = "listAudit", summary = "Changes by administrators, newest first: who, what, why, before and after.")
    AuditPage page(@RequestParam @Nullable @Size(max = 64) String actor,
            @RequestParam @Nullable @Size(max = 64) String subject,
            @RequestParam @Nullable @Size(max = 64) String action, @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to, @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam @Nullable @Size(max = 128) String cursor) {
        List<AuditEntry> found = audit.page(new Filter(actor, subject, action, from, to), place(cursor), limit + 1);
        List<AuditEntry> page = found.subList(0, Math.min(limit, found.size()));
        return new AuditPage(page.stream().map(AuditRecord::of).toList(),
                found.size() > limit ? cursor(page.getLast()) : null);
    }

    private static String cursor(AuditEntry last) {
        return last.at() + "_" + last.id();
    }

    private static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            int end = cursor.indexOf('_');
            return new Place(Instant.parse(cursor.substring(0, Math.max(0, end))), cursor.substring(end + 1));
        } catch (DateTimeParseException never) {
            throw ProblemException.field("cursor", "invalid", "is not one of an earlier page");
        }
    }
}
