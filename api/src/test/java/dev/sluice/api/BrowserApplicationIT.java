package dev.sluice.api;

import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/// The browser application as files; the page and the asset are those of the test resources.
class BrowserApplicationIT {

    private final ApiClient client = RunningApi.shared().client();

    @Test
    void everyRouteOfTheApplicationGetsItsPage() {
        for (String route : new String[]{"/", "/keys", "/usage/requests", "/verify?token=abc"}) {
            Answer page = client.get(route).expect(200);
            assertThat(page.response().body()).as(route).contains("<title>Sluice</title>");
            assertThat(page.header("Cache-Control")).as(route).isEqualTo("no-cache");
            assertThat(page.header("Content-Security-Policy")).as(route).startsWith("default-src 'self'");
        }
    }

    @Test
    void assetsAreCachedForEver() {
        assertThat(client.get("/assets/app-0a1b.js").expect(200).header("Cache-Control"))
                .isEqualTo("max-age=31536000, public, immutable");
    }

    @Test
    void missingFilesAndRoutesOfTheApiAreNotPages() {
        client.get("/missing.js").expect(404);
        client.get("/api/nothing").expect(401);
    }
}
