package dev.sluice.relay.dialect;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.pricing.rating.ServedAs;

/// What the relay must know of a request body; everything else passes unread.
///
/// `maxOutputTokens` is null when the client leaves it to the model. `choices` is how many answers are asked
/// for (`n` or `best_of`, for each prompt); `asked` is the tier, speed and geography it wishes to be served
/// at.
/// `refersToStored` says that the body stands for more input than it contains:
/// a previous response, a conversation or a prompt kept by the provider, a file by id, a document by URL.
/// `reasonsUnseen` says that the model may write tokens that nobody sees pass.
public record RequestFacts(
        String model,
        boolean stream,
        @Nullable Long maxOutputTokens,
        int choices,
        ServedAs asked,
        boolean longCacheRetention,
        boolean refersToStored,
        boolean reasonsUnseen,
        @Nullable Splice usageSplice) {

    /// The one edit the relay may make (wire-protocols §8.22): asks a chat stream for its usage. At `offset`,
    /// `removed` bytes give way to `inserted`.
    public record Splice(int offset, int removed, String inserted) {}
}
