package dev.sluice.bench.platform;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection to Redis that writes commands together and reads their answers. Not thread-safe.
public final class RedisWire implements AutoCloseable {

    /// Views hold packed numbers, a character per byte.
    private static final Charset TEXT = StandardCharsets.ISO_8859_1;
    private static final Pattern SCRIPTS = Pattern.compile("cmdstat_evalsha:calls=\\d+,usec=(\\d+)");
    private static final int BUFFER_BYTES = 1 << 20;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    public RedisWire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Sends the commands at once; answers are `String`, `Long` or lists of them. Throws `IllegalStateException`
    /// with what Redis says when one is refused.
    public List<Object> call(List<List<String>> commands) throws IOException {
        for (List<String> command : commands) {
            out.write(("*" + command.size() + "\r\n").getBytes(TEXT));
            for (String part : command) {
                out.write(("$" + part.length() + "\r\n" + part + "\r\n").getBytes(TEXT));
            }
        }
        out.flush();
        List<Object> answers = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            answers.add(answer());
        }
        return answers;
    }

    /// Microseconds that Redis has spent in scripts since it started.
    public long scriptMicros() throws IOException {
        Matcher spent = SCRIPTS.matcher(call(List.of(List.of("INFO", "commandstats"))).getFirst().toString());
        return spent.find() ? Long.parseLong(spent.group(1)) : 0;
    }

    private Object answer() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> text(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IllegalStateException("redis answered " + line);
        };
    }

    private String text(int bytes) throws IOException {
        if (bytes < 0) {
            return "";
        }
        String text = new String(in.readNBytes(bytes), TEXT);
        in.skipNBytes(2);
        return text;
    }

    private List<Object> list(int size) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(answer());
        }
        return elements;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new IllegalStateException("redis is gone");
            }
            line.append((char) next);
        }
        in.skipNBytes(1);
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
