package dev.sluice.api.identity;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityResult.Touched;
import dev.sluice.contracts.identity.IdentityResult.View;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.SignInsView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// A row of a compacted view as it is from now on, or its end.
public sealed interface Change {

    /// What a reader waits for.
    Touched touched();

    record UserIs(UserView view) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.USERS, view.userId().value(), view.version());
        }
    }

    record UserGone(UserId userId) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.USERS, userId.value(), Touched.GONE);
        }
    }

    record KeyIs(KeyHash hash, KeyView view) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.KEYS, hash.hex(), view.version());
        }
    }

    record KeyGone(KeyHash hash) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.KEYS, hash.hex(), Touched.GONE);
        }
    }

    record SessionIs(SessionView view) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.SESSIONS, view.sessionId().value(), view.version());
        }
    }

    record SessionGone(SessionId sessionId) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.SESSIONS, sessionId.value(), Touched.GONE);
        }
    }

    record EmailIs(String emailHash, EmailView view) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.EMAILS, emailHash, view.version());
        }
    }

    record EmailGone(String emailHash) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.EMAILS, emailHash, Touched.GONE);
        }
    }

    record SignInsAre(SignInsView view) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.SIGN_INS, view.userId().value(), view.version());
        }
    }

    record SignInsGone(UserId userId) implements Change {
        @Override
        public Touched touched() {
            return new Touched(View.SIGN_INS, userId.value(), Touched.GONE);
        }
    }
}
