package dev.sluice.relay.upstream.configuration;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.configuration.YamlFields;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Caps;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Proxy;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;

/// Reads the document that `docs/reference/upstreams.md` describes.
final class UpstreamDocument {

    private static final String HTTP_URL = "http:// or https:// with a host, without user, query or fragment";
    private static final String NAME = "[A-Za-z0-9._-]{1,64}";
    private static final String MODEL = "[A-Za-z0-9._:/@\\[\\]-]{1,256}";
    private static final int PORT_MAX = 65_535;

    private final SecretReferences secrets;

    UpstreamDocument(SecretReferences secrets) {
        this.secrets = secrets;
    }

    UpstreamSet read(String text) {
        YamlFields root = YamlFields.of(text);
        List<Upstream> upstreams = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlFields fields : root.objects("upstreams", UpstreamSet.UPSTREAMS_MAX)) {
            Upstream upstream = upstream(fields);
            if (!ids.add(upstream.id())) {
                throw fields.fault("id", upstream.id(), "an id that no other upstream has");
            }
            upstreams.add(upstream);
        }
        Failover failover = failover(root.object("failover"));
        root.finish();
        return new UpstreamSet(upstreams, failover);
    }

    private static Failover failover(@Nullable YamlFields fields) {
        if (fields == null) {
            return Failover.OFF;
        }
        boolean afterAnswer = fields.flag("afterAnswer", false);
        int attempts = fields.integer("attemptsMax", 1, Failover.ATTEMPTS_MAX, 2);
        fields.finish();
        return new Failover(afterAnswer, attempts);
    }

    private Upstream upstream(YamlFields fields) {
        String id = fields.text("id", NAME, "1 to 64 letters, digits, . _ -");
        Service service = fields.scalar("service", "claude or codex",
                text -> Service.valueOf(text.equals(text.toLowerCase(Locale.ROOT))
                        ? text.toUpperCase(Locale.ROOT)
                        : ""));
        URI base = fields.scalar("url", HTTP_URL, UpstreamDocument::httpUrl);
        Proxy proxy = proxy(fields.object("proxy"));
        Credential credential = credential(fields, proxy);
        int weight = fields.integer("weight", 1, Upstream.WEIGHT_MAX, 1);
        Caps caps = new Caps(fields.integer("concurrencyMax", 1, Caps.CONCURRENCY_MAX, Caps.CONCURRENCY_MAX),
                fields.integer("rpmMax", 1, Caps.RPM_MAX, Caps.RPM_MAX));
        Map<String, String> models = models(fields.object("models"));
        fields.finish();
        return new Upstream(id, service, base, credential, weight, caps, models, proxy);
    }

    private static Map<String, String> models(@Nullable YamlFields fields) {
        return fields == null ? Map.of() : fields.texts(MODEL, "1 to 256 letters, digits, . _ : / @ [ ] -");
    }

    private Credential credential(YamlFields fields, @Nullable Proxy proxy) {
        YamlFields oauth = fields.object("oauth");
        if (oauth == null) {
            return new Credential.ApiKey(secrets.secret(fields, "key"));
        }
        if (fields.has("key")) {
            throw fields.fault("key", "…", "either key or oauth");
        }
        if (proxy != null && (proxy.kind() != Proxy.Kind.HTTP || proxy.login() != null)) {
            throw fields.fault("proxy", "SOCKS or a login", "with oauth: an HTTP proxy without a login, or none");
        }
        Credential.OAuth credential = new Credential.OAuth(
                oauth.scalar("tokenUrl", HTTP_URL, UpstreamDocument::httpUrl),
                oauth.text("clientId", "[\\x21-\\x7e]{1,256}", "1 to 256 printable ASCII characters"),
                oauth.has("clientSecret") ? secrets.secret(oauth, "clientSecret") : null,
                secrets.secret(oauth, "refreshToken"));
        oauth.finish();
        return credential;
    }

    private @Nullable Proxy proxy(@Nullable YamlFields fields) {
        if (fields == null) {
            return null;
        }
        String expected = "http://host:port or socks5://host:port";
        URI url = fields.scalar("url", expected, UpstreamDocument::proxyUrl);
        Proxy.Kind kind = url.getScheme().equals("http") ? Proxy.Kind.HTTP : Proxy.Kind.SOCKS5;
        Proxy.Login login = fields.has("user")
                ? new Proxy.Login(fields.text("user", "[\\x21-\\x39\\x3b-\\x7e]{1,128}",
                        "1 to 128 printable ASCII characters without a colon"), secrets.secret(fields, "password"))
                : null;
        fields.finish();
        return new Proxy(kind, url.getHost(), url.getPort(), login);
    }

    private static @Nullable URI httpUrl(String text) {
        URI url = URI.create(text);
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean bare = url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
        return http && bare && url.getHost() != null && url.getPort() <= PORT_MAX ? url : null;
    }

    private static @Nullable URI proxyUrl(String text) {
        URI url = URI.create(text);
        boolean known = "http".equals(url.getScheme()) || "socks5".equals(url.getScheme());
        boolean port = url.getPort() > 0 && url.getPort() <= PORT_MAX;
        boolean bare = url.getUserInfo() == null && (url.getPath() == null || url.getPath().length() <= 1);
        return known && port && bare && url.getHost() != null ? url : null;
    }
}
