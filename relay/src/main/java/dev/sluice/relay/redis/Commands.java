package dev.sluice.relay.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import dev.sluice.contracts.admission.AdmissionScript;

/// Writes commands as Redis reads them: arrays of bulk strings (RESP2). All words are ASCII.
final class Commands {

    private static final int LENGTHS = 100;
    private static final int LINE_END = '\r' << 8 | '\n';

    private final byte[][] lengths = new byte[LENGTHS][];
    private final byte[][] calls = new byte[AdmissionScript.values().length][];

    /// Reads the scripts from the class path: not to be made on an event loop.
    Commands() {
        for (int length = 0; length < LENGTHS; length++) {
            lengths[length] = ascii("$" + length + "\r\n");
        }
        for (AdmissionScript script : AdmissionScript.values()) {
            calls[script.ordinal()] = ascii("$7\r\nEVALSHA\r\n$40\r\n" + script.sha1() + "\r\n");
        }
    }

    void evalsha(ByteBuf out, AdmissionScript script, List<String> keys, List<String> args) {
        words(out, 3 + keys.size() + args.size());
        out.writeBytes(calls[script.ordinal()]);
        word(out, Integer.toString(keys.size()));
        keys.forEach(key -> word(out, key));
        args.forEach(arg -> word(out, arg));
    }

    void write(ByteBuf out, String... all) {
        words(out, all.length);
        for (String each : all) {
            word(out, each);
        }
    }

    private static void words(ByteBuf out, int count) {
        out.writeByte('*');
        ByteBufUtil.writeAscii(out, Integer.toString(count));
        out.writeShort(LINE_END);
    }

    private void word(ByteBuf out, String word) {
        int length = word.length();
        out.writeBytes(length < LENGTHS ? lengths[length] : ascii("$" + length + "\r\n"));
        ByteBufUtil.writeAscii(out, word);
        out.writeShort(LINE_END);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
