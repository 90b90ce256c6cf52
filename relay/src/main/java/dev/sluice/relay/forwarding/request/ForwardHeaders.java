package dev.sluice.relay.forwarding.request;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.upstream.choice.LiveUpstream;

/// Which headers pass (wire-protocols §8 "Transparency"): all of them, except what belongs to one hop, to the
/// client's key, to our account at the provider, or to the path between the client and us.
public final class ForwardHeaders {

    private static final Set<String> HOP_BY_HOP = Set.of("connection", "keep-alive", "proxy-connection", "te",
            "trailer", "transfer-encoding", "upgrade", "http2-settings");
    private static final Set<String> NOT_UPSTREAM = Set.of("host", "content-length", "expect", "authorization",
            "x-api-key", "proxy-authorization", "cookie", "accept-encoding", "forwarded", "via", "x-real-ip",
            "openai-organization", "openai-project", "anthropic-organization-id", "chatgpt-account-id");
    private static final Set<String> NOT_TO_CLIENT = Set.of("anthropic-organization-id", "openai-organization",
            "openai-project", "via", "set-cookie", "alt-svc", "request-id", "x-request-id", "x-oai-request-id",
            "proxy-authenticate", "www-authenticate");
    private static final List<String> NOT_TO_CLIENT_PREFIXES = List.of("anthropic-ratelimit-", "x-ratelimit-",
            "ratelimit", "cf-");
    private static final String FORWARDED_PREFIX = "x-forwarded-";
    private static final AsciiString REQUEST_ID = AsciiString.cached("request-id");
    private static final AsciiString X_REQUEST_ID = AsciiString.cached("x-request-id");

    private ForwardHeaders() {}

    /// Headers of the request to the provider. `mayEncode` says whether an encoded answer can be read here: then
    /// the client's codings are asked for as far as they can be, and never what it did not ask for.
    static HttpHeaders upstream(HttpHeaders client, LiveUpstream live, long contentLength, boolean mayEncode) {
        Set<String> hop = hopByHop(client);
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        headers.set(HttpHeaderNames.HOST, live.upstream().authority());
        for (Map.Entry<String, String> header : client) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!hop.contains(name) && !NOT_UPSTREAM.contains(name) && !name.startsWith(FORWARDED_PREFIX)) {
                headers.add(header.getKey(), header.getValue());
            }
        }
        String codings = mayEncode ? codings(client.getAll(HttpHeaderNames.ACCEPT_ENCODING)) : "";
        if (!codings.isEmpty()) {
            headers.set(HttpHeaderNames.ACCEPT_ENCODING, codings);
        }
        LiveUpstream.Authorization ours = live.authorization();
        headers.set(ours.header(), ours.value());
        headers.set(HttpHeaderNames.CONTENT_LENGTH, contentLength);
        return headers;
    }

    /// Headers of the answer to the client, with our own request id under both names that SDKs look at.
    public static HttpHeaders client(HttpHeaders upstream, RequestId requestId) {
        Set<String> hop = hopByHop(upstream);
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (Map.Entry<String, String> header : upstream) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!hop.contains(name) && !NOT_TO_CLIENT.contains(name) && !isOfProvider(name)) {
                headers.add(header.getKey(), header.getValue());
            }
        }
        headers.set(REQUEST_ID, requestId.value());
        headers.set(X_REQUEST_ID, requestId.value());
        return headers;
    }

    private static boolean isOfProvider(String name) {
        for (String prefix : NOT_TO_CLIENT_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /// Those of the client's codings that are read here, as the client put them.
    private static String codings(List<String> accepted) {
        return accepted.stream().flatMap(value -> Stream.of(value.split(",", -1))).map(String::strip)
                .filter(coding -> ContentCoding.isRead(coding.split(";", 2)[0])).collect(Collectors.joining(", "));
    }

    private static Set<String> hopByHop(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.CONNECTION)) {
            return HOP_BY_HOP;
        }
        Set<String> names = new HashSet<>(HOP_BY_HOP);
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : value.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
