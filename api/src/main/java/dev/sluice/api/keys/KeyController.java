package dev.sluice.api.keys;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import com.github.f4b6a3.uuid.UuidCreator;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.accounts.ServedAccounts;
import dev.sluice.api.commands.CommandId;
import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.keys.KeyShapes.ChosenStatus;
import dev.sluice.api.keys.KeyShapes.CreatedKey;
import dev.sluice.api.keys.KeyShapes.Key;
import dev.sluice.api.keys.KeyShapes.KeyPage;
import dev.sluice.api.keys.KeyShapes.KeyStatus;
import dev.sluice.api.keys.KeyShapes.KeyUpdate;
import dev.sluice.api.keys.KeyShapes.NewKey;
import dev.sluice.api.people.KeyLabel;
import dev.sluice.api.people.KeyLabels;
import dev.sluice.api.usage.UsageReader;
import dev.sluice.api.usage.UsageReader.Range;
import dev.sluice.api.usage.UsageReader.Step;
import dev.sluice.api.usage.UsageShapes.Usage;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.ETags;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.ChangeKey;
import dev.sluice.contracts.identity.IdentityCommand.CreateKey;
import dev.sluice.contracts.identity.IdentityCommand.RevokeKey;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.KeySettings;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.ids.UserId;

/// Keys of the signed-in user.
@RestController
@Tag(name = "keys")
class KeyController {

    private final KeyReader keys;
    private final KeyLabels labels;
    private final KeySecrets secrets;
    private final Commands commands;
    private final CommandIds ids;
    private final ServedAccounts accounts;
    private final UsageReader usage;
    private final InstantSource clock;

    KeyController(KeyReader keys, KeyLabels labels, KeySecrets secrets, Commands commands, CommandIds ids,
            ServedAccounts accounts, UsageReader usage, InstantSource clock) {
        this.keys = keys;
        this.labels = labels;
        this.secrets = secrets;
        this.commands = commands;
        this.ids = ids;
        this.accounts = accounts;
        this.usage = usage;
        this.clock = clock;
    }

    @GetMapping("/api/client/keys")
    @Operation(operationId = "listKeys", summary = "Keys, newest first.")
    KeyPage list(Caller caller, @RequestParam @Nullable @Size(max = 80) String search,
            @RequestParam @Nullable KeyStatus status, @RequestParam @Nullable @Size(max = 40) String tag,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam @Nullable @Size(max = 512) String cursor) {
        return keys.page(caller.userId(), new KeyReader.Filter(search, status, tag), limit, cursor);
    }

    @PostMapping("/api/client/keys")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createKey", summary = "Makes a key; its secret is in this answer and nowhere else.")
    ResponseEntity<CreatedKey> create(Caller caller, @Valid @RequestBody NewKey wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Size(max = 128) String idempotencyKey)
            throws InterruptedException {
        KeySecret proposed = secrets.generate();
        CommandId id = ids.of(caller.userId(), "POST /keys", idempotencyKey, wanted);
        IdentityResult result = Refusals.require(commands.ask(id, new CreateKey(caller.userId(),
                KeyId.of(UuidCreator.getTimeOrderedEpochPlusN()), proposed.hash(), proposed.last4(),
                settings(caller.userId(), wanted, null), secrets.replay(caller.userId(), idempotencyKey, proposed))));
        accounts.awaitServed(caller.userId());
        KeyView view = keys.require(caller.userId(), result.subject());
        KeySecret made = secrets.made(caller.userId(), idempotencyKey, result, proposed);
        return ResponseEntity.status(HttpStatus.CREATED).eTag(ETags.of(view.version()))
                .location(URI.create("/api/client/keys/" + view.keyId().value()))
                .body(new CreatedKey(keys.made(view), made.reveal()));
    }

    @GetMapping("/api/client/keys/{id}")
    @Operation(operationId = "getKey", summary = "One key.")
    ResponseEntity<Key> get(Caller caller, @PathVariable @Size(max = 64) String id) {
        return answer(keys.require(caller.userId(), id));
    }

    @PutMapping("/api/client/keys/{id}")
    @Operation(operationId = "updateKey", summary = "Replaces what the owner of a key may choose; suspends and resumes it.")
    ResponseEntity<Key> update(Caller caller, @PathVariable @Size(max = 64) String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable @Size(max = 64) String ifMatch,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Size(max = 128) String idempotencyKey,
            @Valid @RequestBody KeyUpdate wanted) throws InterruptedException {
        KeyView view = keys.require(caller.userId(), id);
        CommandId command = ids.of(caller.userId(), "PUT /keys/" + id, idempotencyKey, wanted);
        Refusals.require(commands.ask(command, new ChangeKey(caller.userId(), view.keyId(), ETags.expected(ifMatch),
                settings(caller.userId(), wanted.chosen(), view.expiresAt()), ChosenStatus.of(wanted.status()))));
        return answer(keys.require(caller.userId(), id));
    }

    @DeleteMapping("/api/client/keys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "revokeKey", summary = "Revokes for ever; open streams of the key end within a second.")
    void revoke(Caller caller, @PathVariable @Size(max = 64) String id) throws InterruptedException {
        KeyView view = keys.require(caller.userId(), id);
        Refusals.require(commands.ask(ids.fresh(), new RevokeKey(caller.userId(), view.keyId())));
    }

    @GetMapping("/api/client/keys/{id}/usage")
    @Operation(operationId = "getKeyUsage", summary = "Usage of one key.")
    Usage usage(Caller caller, @PathVariable @Size(max = 64) String id, @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to, @RequestParam @Nullable Step step,
            @RequestParam @Nullable @Size(max = 64) String tz) {
        KeyView view = keys.require(caller.userId(), id);
        return usage.read(caller.userId(), new Range(from, to, step, tz), null, view.keyId(), name -> name);
    }

    private ResponseEntity<Key> answer(KeyView view) {
        return ResponseEntity.ok().eTag(ETags.of(view.version())).body(keys.key(view));
    }

    /// A key that has expired keeps its expiry while other things of it change.
    private KeySettings settings(UserId userId, NewKey wanted, @Nullable Instant expiredAt) {
        List<String> addresses = orNone(wanted.addresses());
        Addresses.require(addresses);
        Instant expiresAt = wanted.expiresAt();
        if (expiresAt != null && !expiresAt.equals(expiredAt) && !expiresAt.isAfter(clock.instant())) {
            throw ProblemException.field("expiresAt", "past", "is not in the future");
        }
        KeyLabel label = new KeyLabel(wanted.name().strip(), wanted.description(), orNone(wanted.tags()));
        return new KeySettings(Set.copyOf(wanted.permissions()), Set.copyOf(orNone(wanted.models())),
                RateLimit.limits(wanted.rateLimit()), Budget.budgets(wanted.budget()), addresses, expiresAt,
                labels.seal(userId, label));
    }

    private static List<String> orNone(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
