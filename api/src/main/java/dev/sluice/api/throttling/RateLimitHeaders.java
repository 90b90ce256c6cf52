package dev.sluice.api.throttling;

import jakarta.servlet.http.HttpServletResponse;

import dev.sluice.api.throttling.Throttle.Budget;
import dev.sluice.api.web.ProblemException;

/// `RateLimit` and `RateLimit-Policy` (IETF draft ratelimit-headers): what is left and when it comes back.
public final class RateLimitHeaders {

    private RateLimitHeaders() {}

    /// Says how the budget stands; ends the request when it is spent.
    public static void spend(Budget budget, HttpServletResponse response) {
        response.setHeader("RateLimit-Policy",
                "\"%s\";q=%d;w=%d".formatted(budget.policy(), budget.limit(), budget.window().toSeconds()));
        response.setHeader("RateLimit", "\"%s\";r=%d;t=%d".formatted(budget.policy(),
                Math.max(0, budget.remaining()), Math.max(0, budget.untilReset().toSeconds())));
        if (budget.isSpent()) {
            throw ProblemException.tooMany(budget.untilReset());
        }
    }
}
