package dev.sluice.api.sessions;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What signing in says and hears.
public final class SessionShapes {

    private SessionShapes() {}

    record Login(
            @NotNull @Size(max = 254) String email,
            @NotNull @Size(max = 128) String password,
            @Nullable Boolean rememberMe,
            @Nullable @Size(max = 4096) String challenge) {
        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    /// `code` is of the authenticator, or a backup code.
    record SecondFactorLogin(
            @NotNull @Size(max = LoginTicket.TEXT_LENGTH_MAX) String ticket,
            @NotNull @Size(min = 6, max = 24) String code) {
        @Override
        public String toString() {
            return "SecondFactorLogin[…]";
        }
    }

    /// Only for scripts: browsers send the cookie.
    record Refresh(@NotNull @Size(max = RefreshToken.TEXT_LENGTH_MAX) String refreshToken) {
        @Override
        public String toString() {
            return "Refresh[…]";
        }
    }

    /// An access token and whose it is.
    ///
    /// @param expiresIn
    ///            seconds
    /// @param refreshToken
    ///            only with `X-Token-Delivery: body`
    public record SignedIn(
            String accessToken,
            @Schema(allowableValues = "Bearer") String tokenType,
            @Schema(description = "Seconds") long expiresIn,
            User user,
            @Schema(description = "Only with `X-Token-Delivery: body`") @Nullable String refreshToken) {
        @Override
        public String toString() {
            return "SignedIn[" + user.id() + "]";
        }
    }

    /// Who is signed in.
    public record User(String id, String email, String username, boolean emailVerified, String plan,
            @Schema(allowableValues = {
                    "en", "zh"}) String locale) {
        @Override
        public String toString() {
            return "User[" + id + "]";
        }
    }
}
