package dev.sluice.relay.server.serving;

import java.util.Optional;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.exchange.UsageLook;
import dev.sluice.relay.exchange.caller.Caller;
import dev.sluice.relay.peer.Peer;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Unfit;
import dev.sluice.relay.refusal.Wire;
import dev.sluice.relay.server.local.LocalAnswers;
import dev.sluice.relay.server.local.Route;
import dev.sluice.relay.server.local.UsageAnswer;

/// Answers what costs nothing and needs no provider: which models there are, and what a key has used. Each key has a
/// bucket of such requests.
final class FreeAnswers {

    private final Desk desk;
    private final LoopContext loop;
    private final ClientConnection connection;
    private final Channel channel;
    private final Peer peer;

    FreeAnswers(Desk desk, LoopContext loop, ClientConnection connection, Channel channel, Peer peer) {
        this.desk = desk;
        this.loop = loop;
        this.connection = connection;
        this.channel = channel;
        this.peer = peer;
    }

    void models(HttpHeaders headers, Route.Models asked, Wire wire, RequestId requestId) {
        keyOf(headers).ifPresent(caller -> desk.prices().inForce(desk.clock().instant()).ifPresentOrElse(
                book -> LocalAnswers.models(book, caller.key(), asked, wire, requestId).ifPresentOrElse(
                        connection::answer, () -> connection.refuse(new Unfit.ModelNotListed(asked.id()))),
                () -> connection.refuse(new NotNow.PricesLoading())));
    }

    void usage(HttpHeaders headers, RequestId requestId) {
        keyOf(headers).ifPresent(caller -> desk.gatekeeper().usage().look(caller, channel.eventLoop(), found -> {
            switch (found) {
                case UsageLook.Answer.Used used ->
                    connection.answer(LocalAnswers.json(UsageAnswer.json(caller, used), requestId));
                case UsageLook.Answer.AccountUnknown() -> connection.refuse(new NotNow.AccountLoading());
                case UsageLook.Answer.Unavailable() -> connection.refuse(new NotNow.AdmissionAway());
            }
        }));
    }

    /// Who asks; empty when the answer was given already.
    private Optional<Caller.Known> keyOf(HttpHeaders headers) {
        Caller caller = loop.doorman().identify(headers, peer.addressOf(headers), null);
        Refusal refusal = switch (caller) {
            case Caller.Refused(var why) -> why;
            case Caller.Known known -> desk.gatekeeper().free(known.key().keyId()).orElse(null);
        };
        if (refusal != null) {
            connection.refuse(refusal);
            return Optional.empty();
        }
        return caller instanceof Caller.Known known ? Optional.of(known) : Optional.empty();
    }
}
